"""Salt and words of a leaf go when two persons agreed to it, and in no other way.

The trigger that keeps evidence lets pass what takes salt and body and nothing else, of the one leaf
that `registry_erase_evidence` names. That function is the application's only way to it: it asks for
the agreed request, and takes only leaves about its person, up to its day, that have their place.
"""

from django.db import migrations, models

FORWARD = """
CREATE FUNCTION kernel_leaf_only_erased() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' THEN
        IF current_setting('dangjian.erases', true) = OLD.id::text AND NEW.salt = ''
            AND NEW.body::jsonb -> 'erased' = 'true'
            AND to_jsonb(NEW) - 'salt' - 'body' = to_jsonb(OLD) - 'salt' - 'body'
        THEN
            RETURN NEW;
        END IF;
    END IF;
    RAISE EXCEPTION 'evidence is neither changed nor removed' USING ERRCODE = 'restrict_violation';
END $$;
DROP TRIGGER leaf_stays ON kernel_leaf;
CREATE TRIGGER leaf_stays BEFORE UPDATE OR DELETE ON kernel_leaf
    FOR EACH ROW EXECUTE FUNCTION kernel_leaf_only_erased();

CREATE FUNCTION registry_erase_evidence(asked bigint, leaf bigint, tombstone text) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM 1 FROM registry_consent c
        JOIN registry_person p ON p.id = (c.payload::jsonb ->> 'person')::bigint
        JOIN kernel_leaf l ON l.id = registry_erase_evidence.leaf
        JOIN kernel_position at ON at.leaf_id = l.id
        WHERE c.id = asked AND c.act = 'erase' AND c.state = 'agreed'
            AND l.subject_kind = 'person' AND l.verb <> 'erase_evidence' AND l.salt <> ''
            AND l.at < ((c.payload::jsonb ->> 'until')::date + 1)::timestamp AT TIME ZONE '+08'
            AND (l.subject_uid = p.uid OR EXISTS (
                SELECT 1 FROM registry_merger m JOIN registry_person g ON g.id = m.gone_id
                WHERE m.kept_id = p.id AND g.uid = l.subject_uid));
    IF NOT FOUND THEN
        RAISE EXCEPTION 'nobody agreed to this erasure'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'erased_as_agreed_to';
    END IF;
    PERFORM set_config('dangjian.erases', leaf::text, true);
    UPDATE kernel_leaf l SET salt = '', body = tombstone WHERE l.id = registry_erase_evidence.leaf;
    PERFORM set_config('dangjian.erases', '', true);
END $$;
"""

BACKWARD = """
DROP FUNCTION registry_erase_evidence(bigint, bigint, text);
DROP TRIGGER leaf_stays ON kernel_leaf;
CREATE TRIGGER leaf_stays BEFORE UPDATE OR DELETE ON kernel_leaf
    FOR EACH ROW EXECUTE FUNCTION kernel_leaf_stays();
DROP FUNCTION kernel_leaf_only_erased();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("kernel", "0005_witnesses_and_sm3"),
        ("registry", "0022_found_by_characters"),
    ]
    operations = [
        migrations.RunSQL(FORWARD, BACKWARD),
        migrations.AlterField(
            model_name="consent",
            name="act",
            field=models.CharField(
                choices=[
                    ("grant", "授予角色"),
                    ("end_officer", "收回三员的角色"),
                    ("open", "查看公民身份号码"),
                    ("export", "导出党员名单"),
                    ("export_key", "导出带号码、住址的名单"),
                    ("emergency", "启用应急"),
                    ("hand_over", "移交角色"),
                    ("reopen", "恢复党员登录"),
                    ("void_notice", "撤销离岗通知"),
                    ("merge", "合并同一个人的两份档案"),
                    ("undo_import", "整份撤回导入的名册"),
                    ("operate", "服务器上的操作"),
                    ("undo_tree", "整份撤回导入的党组织"),
                    ("erase", "抹去证据里关于一个人的内容"),
                ],
                max_length=20,
                verbose_name="事项",
            ),
        ),
    ]
