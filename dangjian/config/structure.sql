-- What the migrations make of an empty database. Written by `make structure`.
-- PostgreSQL: 18
-- made from: 4e0d4906cd25bdb7f9cc8a31b8e6c32e7528ccc4f89988ebf3f158d93c771001
SET LOCAL check_function_bodies = false;
CREATE TYPE public.procrastinate_job_event_type AS ENUM (
    'deferred',
    'started',
    'deferred_for_retry',
    'failed',
    'succeeded',
    'cancelled',
    'abort_requested',
    'aborted',
    'scheduled',
    'retried'
);
CREATE TYPE public.procrastinate_job_status AS ENUM (
    'todo',
    'doing',
    'succeeded',
    'failed',
    'cancelled',
    'aborting',
    'aborted'
);
CREATE TYPE public.procrastinate_job_to_defer_v1 AS (
	queue_name character varying,
	task_name character varying,
	priority integer,
	lock text,
	queueing_lock text,
	args jsonb,
	scheduled_at timestamp with time zone
);
CREATE FUNCTION public.appraisal_line_stays() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
DECLARE now_in text;
BEGIN
  IF TG_OP = 'DELETE' THEN
    RAISE EXCEPTION 'what was said of somebody is not deleted'
      USING ERRCODE = 'restrict_violation';
  END IF;
  SELECT state INTO now_in FROM appraisal_appraisal WHERE id = NEW.appraisal_id;
  IF now_in NOT IN ('opened', 'returned') OR (TG_OP = 'UPDATE'
     AND (OLD.appraisal_id, OLD.person_id) IS DISTINCT FROM (NEW.appraisal_id, NEW.person_id)) THEN
    RAISE EXCEPTION 'what was reported is what is confirmed'
      USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE FUNCTION public.appraisal_stays() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN
    RAISE EXCEPTION 'an appraisal is not deleted' USING ERRCODE = 'restrict_violation';
  END IF;
  IF OLD.state IN ('confirmed', 'dropped') AND NEW IS DISTINCT FROM OLD THEN
    RAISE EXCEPTION 'what was confirmed stays as it was' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE FUNCTION public.dues_account_stays() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN
    RAISE EXCEPTION 'an account is not deleted' USING ERRCODE = 'restrict_violation';
  END IF;
  IF OLD.state <> 'prepared' AND NEW IS DISTINCT FROM OLD THEN
    RAISE EXCEPTION 'what was published stays as it was' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE FUNCTION public.dues_entry_carried_in_both() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
  IF (SELECT count(*) FROM dues_entry AS twin
      WHERE twin.organization_id = NEW.other_id AND twin.other_id = NEW.organization_id
        AND twin.booked_at = NEW.booked_at AND twin.amount = -NEW.amount
        AND twin.kind IN ('taken_over', 'given_over')) <> 1 THEN
    RAISE EXCEPTION 'what is carried stands in both accounts'
      USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NULL;
END $$;
CREATE FUNCTION public.dues_entry_opposes() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
DECLARE was dues_entry;
BEGIN
  SELECT * INTO STRICT was FROM dues_entry WHERE id = NEW.reverses_id;
  IF was.reverses_id IS NOT NULL
     OR (NEW.organization_id, NEW.kind, NEW.amount, NEW.payer_id, NEW.from_month, NEW.to_month,
         NEW.other_id, NEW.to_centre)
        IS DISTINCT FROM
        (was.organization_id, was.kind, -was.amount, was.payer_id, was.from_month, was.to_month,
         was.other_id, was.to_centre) THEN
    RAISE EXCEPTION 'a reversal is the opposite of what it reverses'
      USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE FUNCTION public.dues_entry_spreads() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
DECLARE spread numeric;
BEGIN
  SELECT coalesce(sum(amount), 0) INTO spread FROM dues_share WHERE entry_id = NEW.id;
  IF spread <> (CASE WHEN NEW.kind = 'receipt' THEN NEW.amount ELSE 0 END) THEN
    RAISE EXCEPTION 'the months of a receipt sum up to it' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NULL;
END $$;
CREATE FUNCTION public.dues_share_says_whose() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
BEGIN
    SELECT organization_id, payer_id INTO STRICT NEW.place_id, NEW.payer_id
        FROM dues_entry WHERE id = NEW.entry_id;
    RETURN NEW;
END
$$;
CREATE FUNCTION public.dues_stays() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
  RAISE EXCEPTION 'what was booked is neither changed nor removed'
    USING ERRCODE = 'restrict_violation';
END $$;
CREATE FUNCTION public.flow_edition_row_stays() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
DECLARE
    of bigint := CASE WHEN TG_OP = 'DELETE' THEN OLD.edition_id ELSE NEW.edition_id END;
BEGIN
    IF EXISTS (SELECT FROM flow_edition WHERE id = of AND number IS NOT NULL) THEN
        RAISE EXCEPTION 'a published edition stays' USING ERRCODE = 'restrict_violation';
    END IF;
    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
    RETURN NEW;
END $$;
CREATE FUNCTION public.flow_edition_stays() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    IF OLD.number IS NOT NULL THEN
        RAISE EXCEPTION 'a published edition stays' USING ERRCODE = 'restrict_violation';
    END IF;
    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
    RETURN NEW;
END $$;
CREATE FUNCTION public.kernel_leaf_digest() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    NEW.digest := sha256(NEW.salt || convert_to(NEW.body, 'UTF8'));
    RETURN NEW;
END $$;
CREATE FUNCTION public.kernel_leaf_only_erased() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
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
CREATE FUNCTION public.kernel_leaf_stays() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    RAISE EXCEPTION 'evidence is neither changed nor removed' USING ERRCODE = 'restrict_violation';
END $$;
CREATE FUNCTION public.kernel_position_follows() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
DECLARE
    first bigint;
    last bigint;
    many bigint;
    before bigint;
BEGIN
    SELECT min(position), max(position), count(*) INTO first, last, many FROM added;
    IF many = 0 THEN
        RETURN NULL;
    END IF;
    SELECT max(position) INTO before FROM kernel_position WHERE position < first;
    IF first <> coalesce(before, -1) + 1 OR many <> last - first + 1 THEN
        RAISE EXCEPTION 'positions of the evidence log follow one another'
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE FUNCTION public.library_document_is_signed() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    IF (OLD.shelving = 'entered' OR EXISTS (SELECT FROM library_admission a
            WHERE a.document_id = NEW.id AND a.state = 'shelved'))
        AND NOT library_is_signed(NEW.id, NEW.digest, NEW.title, NEW.body)
    THEN
        RAISE EXCEPTION 'a public text lacks a signature' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE FUNCTION public.library_is_signed(of bigint, as_digest character varying, as_title character varying, as_body text) RETURNS boolean
    LANGUAGE sql STABLE
    AS $$
    SELECT EXISTS (
        SELECT FROM library_admission a JOIN library_draft d ON d.id = a.draft_id
        WHERE a.document_id = of AND a.public AND a.state = 'shelved'
            AND (d.digest, d.title, d.body) = (as_digest, as_title, as_body)
            AND (SELECT count(DISTINCT s.move) = 3 AND count(DISTINCT s.by_id) = 3
                AND bool_and(s.by_id NOT IN (a.author_id, d.author_id))
                FROM flow_step s WHERE s.case_id = a.case_id
                AND s.move IN ('sign_review', 'sign_secrecy', 'sign_final'))
    )
$$;
CREATE FUNCTION public.meetings_count_stays() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
  IF (SELECT m.state FROM meetings_meeting m JOIN meetings_item i ON i.meeting_id = m.id
      WHERE i.id = NEW.item_id) IN ('confirmed', 'reported', 'approved', 'void') THEN
    RAISE EXCEPTION 'what was confirmed stays as it was';
  END IF;
  RETURN NEW;
END $$;
CREATE FUNCTION public.meetings_meeting_stays() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
  IF OLD.state IN ('confirmed', 'reported', 'approved', 'void') AND (
    (NEW.organization_id, NEW.kind, NEW.held_on, NEW."full", NEW.due, NEW.present, NEW.notes,
     NEW.minutes, NEW.counted_by_id, NEW.confirmed_by_id, NEW.confirmed_at)
    IS DISTINCT FROM
    (OLD.organization_id, OLD.kind, OLD.held_on, OLD."full", OLD.due, OLD.present, OLD.notes,
     OLD.minutes, OLD.counted_by_id, OLD.confirmed_by_id, OLD.confirmed_at)
    OR NEW.state NOT IN ('confirmed', 'reported', 'approved', 'void')
  ) THEN
    RAISE EXCEPTION 'what was confirmed stays as it was';
  END IF;
  RETURN NEW;
END $$;
CREATE FUNCTION public.meetings_roll_stays() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
  IF (SELECT state FROM meetings_meeting WHERE id = NEW.meeting_id) IN ('confirmed', 'reported', 'approved', 'void') THEN
    RAISE EXCEPTION 'what was confirmed stays as it was';
  END IF;
  RETURN NEW;
END $$;
CREATE FUNCTION public.openness_application_stays() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
DECLARE
  taken_down openness_application := OLD;
BEGIN
  IF TG_OP = 'DELETE' THEN
    RAISE EXCEPTION 'an application is not deleted';
  END IF;
  taken_down.published_at := NULL;
  IF OLD.state IN ('answered', 'withdrawn', 'lapsed')
    AND NEW IS DISTINCT FROM OLD AND NEW IS DISTINCT FROM taken_down THEN
    RAISE EXCEPTION 'what was answered stays as it was';
  END IF;
  RETURN NEW;
END $$;
CREATE FUNCTION public.openness_audience_stays() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
DECLARE of bigint;
BEGIN
  IF TG_OP = 'DELETE' THEN of := OLD.proposal_id; ELSE of := NEW.proposal_id; END IF;
  IF TG_OP = 'UPDATE' OR EXISTS (
    SELECT 1 FROM openness_proposal
    WHERE id = of AND state NOT IN ('draft', 'returned')
  ) THEN
    RAISE EXCEPTION 'what was proposed stays as it was';
  END IF;
  IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
  RETURN NEW;
END $$;
CREATE FUNCTION public.openness_issuer_stays() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
  RAISE EXCEPTION 'what was made public stays as it was';
END $$;
CREATE FUNCTION public.openness_item_stays() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN
    RAISE EXCEPTION 'an item is not deleted';
  END IF;
  IF (NEW.uid, NEW.organization_id) IS DISTINCT FROM (OLD.uid, OLD.organization_id)
     OR (OLD.since IS NOT NULL AND (NEW.since, NEW.year, NEW.serial)
         IS DISTINCT FROM (OLD.since, OLD.year, OLD.serial))
     OR (OLD.ended_at IS NOT NULL AND NEW IS DISTINCT FROM OLD) THEN
    RAISE EXCEPTION 'what was disclosed stays as it was';
  END IF;
  RETURN NEW;
END $$;
CREATE FUNCTION public.openness_personnel_stays() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN
    RAISE EXCEPTION 'a line of the list is not deleted';
  END IF;
  IF OLD.state <> 'entered' AND NEW IS DISTINCT FROM OLD THEN
    RAISE EXCEPTION 'what was listed stays as it was';
  END IF;
  RETURN NEW;
END $$;
CREATE FUNCTION public.openness_proposal_stays() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN
    RAISE EXCEPTION 'a proposal is not deleted';
  END IF;
  IF OLD.state IN ('done', 'dropped') AND NEW IS DISTINCT FROM OLD THEN
    RAISE EXCEPTION 'what was put into effect stays as it was';
  END IF;
  RETURN NEW;
END $$;
CREATE FUNCTION public.openness_public_stays() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
  IF OLD.posted_at IS NULL THEN
    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
    RETURN NEW;
  END IF;
  IF TG_OP = 'DELETE' THEN
    RAISE EXCEPTION 'a public notice is not deleted';
  END IF;
  IF (NEW.uid, NEW.kind, NEW.organization_id, NEW.title, NEW.document, NEW.text, NEW.persons,
      NEW.count, NEW.office, NEW.phone, NEW.address, NEW.author_id, NEW.content_by_id,
      NEW.secrecy_by_id, NEW.approved_by_id, NEW.digest, NEW.year, NEW.serial, NEW.posted_at,
      NEW.posted_on)
     IS DISTINCT FROM
     (OLD.uid, OLD.kind, OLD.organization_id, OLD.title, OLD.document, OLD.text, OLD.persons,
      OLD.count, OLD.office, OLD.phone, OLD.address, OLD.author_id, OLD.content_by_id,
      OLD.secrecy_by_id, OLD.approved_by_id, OLD.digest, OLD.year, OLD.serial, OLD.posted_at,
      OLD.posted_on)
     OR NEW.days < OLD.days OR NEW.until_on < OLD.until_on THEN
    RAISE EXCEPTION 'what was made public stays as it was';
  END IF;
  IF (OLD.redacted_at IS NOT NULL AND NEW.redacted_at IS DISTINCT FROM OLD.redacted_at)
     OR (OLD.redacted_at IS NOT NULL AND NEW.state = 'running')
     OR (OLD.result <> '' AND NEW.result <> OLD.result)
     OR (OLD.reason <> '' AND NEW.reason <> OLD.reason) THEN
    RAISE EXCEPTION 'what came of a notice stays as it was';
  END IF;
  RETURN NEW;
END $$;
CREATE FUNCTION public.portal_column_keeps_its_word() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    IF NEW.reviews > OLD.reviews AND EXISTS (
        SELECT FROM portal_publication p WHERE p.column_id = NEW.page_ptr_id
            AND p.ended_at IS NULL
            AND NOT coalesce(portal_is_signed(p.submission_id, NEW.reviews), false)
    ) THEN
        RAISE EXCEPTION 'the column shows what lacks a signature' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE FUNCTION public.portal_is_signed(of bigint, demanded integer) RETURNS boolean
    LANGUAGE sql STABLE
    AS $$
    SELECT s.reviews >= demanded AND count(g.*) = demanded + 1
        AND count(DISTINCT g.signer_id) = demanded + 1
        AND bool_and(g.digest = s.digest) AND bool_and(g.signer_id <> s.author_id)
    FROM portal_submission s
    JOIN portal_signature g ON g.submission_id = s.id AND g.kind = ANY(
        CASE demanded WHEN 3 THEN ARRAY['first', 'second', 'secrecy', 'final']
        ELSE ARRAY['first', 'secrecy', 'final'] END)
    WHERE s.id = of GROUP BY s.id
$$;
CREATE FUNCTION public.portal_publication_is_signed() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
DECLARE
    demanded integer;
    sent portal_submission;
BEGIN
    IF TG_OP = 'UPDATE' AND OLD.ended_at IS NOT NULL THEN
        RAISE EXCEPTION 'an ended publication stays' USING ERRCODE = 'restrict_violation';
    END IF;
    IF TG_OP = 'UPDATE' AND (OLD.article_id, OLD.submission_id, OLD.title, OLD.summary, OLD.part,
            OLD.published_at) IS DISTINCT FROM (NEW.article_id, NEW.submission_id, NEW.title,
            NEW.summary, NEW.part, NEW.published_at) THEN
        RAISE EXCEPTION 'a publication stays as signed' USING ERRCODE = 'restrict_violation';
    END IF;
    IF NEW.ended_at IS NULL THEN
        SELECT reviews INTO demanded FROM portal_column WHERE page_ptr_id = NEW.column_id;
        SELECT * INTO sent FROM portal_submission WHERE id = NEW.submission_id;
        IF NOT coalesce(portal_is_signed(NEW.submission_id, demanded), false) THEN
            RAISE EXCEPTION 'publication lacks a signature' USING ERRCODE = 'check_violation';
        END IF;
        IF sent.article_id <> NEW.article_id OR NEW.title <> sent.content::jsonb ->> 'title'
            OR NEW.summary <> sent.content::jsonb ->> 'summary' THEN
            RAISE EXCEPTION 'publication is not what was signed' USING ERRCODE = 'check_violation';
        END IF;
    END IF;
    RETURN NEW;
END $$;
CREATE FUNCTION public.portal_submission_stays() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    IF (OLD.article_id, OLD.column_id, OLD.revision_id, OLD.content, OLD.digest, OLD.reviews,
            OLD.author_id) IS DISTINCT FROM (NEW.article_id, NEW.column_id, NEW.revision_id,
            NEW.content, NEW.digest, NEW.reviews, NEW.author_id) THEN
        RAISE EXCEPTION 'a submission stays as sent' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE FUNCTION public.procrastinate_cancel_job_v1(job_id bigint, abort boolean, delete_job boolean) RETURNS bigint
    LANGUAGE plpgsql
    AS $$
DECLARE
    _job_id bigint;
BEGIN
    IF delete_job THEN
        DELETE FROM procrastinate_jobs
        WHERE id = job_id AND status = 'todo'
        RETURNING id INTO _job_id;
    END IF;
    IF _job_id IS NULL THEN
        IF abort THEN
            UPDATE procrastinate_jobs
            SET abort_requested = true,
                status = CASE status
                    WHEN 'todo' THEN 'cancelled'::procrastinate_job_status ELSE status
                END
            WHERE id = job_id AND status IN ('todo', 'doing')
            RETURNING id INTO _job_id;
        ELSE
            UPDATE procrastinate_jobs
            SET status = 'cancelled'::procrastinate_job_status
            WHERE id = job_id AND status = 'todo'
            RETURNING id INTO _job_id;
        END IF;
    END IF;
    RETURN _job_id;
END;
$$;
CREATE FUNCTION public.procrastinate_defer_jobs_v1(jobs public.procrastinate_job_to_defer_v1[]) RETURNS bigint[]
    LANGUAGE plpgsql
    AS $$
DECLARE
    job_ids bigint[];
BEGIN
    WITH inserted_jobs AS (
        INSERT INTO procrastinate_jobs (queue_name, task_name, priority, lock, queueing_lock, args, scheduled_at)
        SELECT (job).queue_name,
               (job).task_name,
               (job).priority,
               (job).lock,
               (job).queueing_lock,
               (job).args,
               (job).scheduled_at
        FROM unnest(jobs) AS job
        RETURNING id
    )
    SELECT array_agg(id) FROM inserted_jobs INTO job_ids;
    RETURN job_ids;
END;
$$;
CREATE FUNCTION public.procrastinate_defer_periodic_job_v2(_queue_name character varying, _lock character varying, _queueing_lock character varying, _task_name character varying, _priority integer, _periodic_id character varying, _defer_timestamp bigint, _args jsonb) RETURNS bigint
    LANGUAGE plpgsql
    AS $$
DECLARE
	_job_id bigint;
	_defer_id bigint;
BEGIN
    INSERT
        INTO procrastinate_periodic_defers (task_name, periodic_id, defer_timestamp)
        VALUES (_task_name, _periodic_id, _defer_timestamp)
        ON CONFLICT DO NOTHING
        RETURNING id into _defer_id;
    IF _defer_id IS NULL THEN
        RETURN NULL;
    END IF;
    UPDATE procrastinate_periodic_defers
        SET job_id = (
            SELECT COALESCE((
                SELECT unnest(procrastinate_defer_jobs_v1(
                    ARRAY[
                        ROW(
                            _queue_name,
                            _task_name,
                            _priority,
                            _lock,
                            _queueing_lock,
                            _args,
                            NULL::timestamptz
                        )
                    ]::procrastinate_job_to_defer_v1[]
                ))
            ), NULL)
        )
        WHERE id = _defer_id
        RETURNING job_id INTO _job_id;
    DELETE
        FROM procrastinate_periodic_defers
        USING (
            SELECT id
            FROM procrastinate_periodic_defers
            WHERE procrastinate_periodic_defers.task_name = _task_name
            AND procrastinate_periodic_defers.periodic_id = _periodic_id
            AND procrastinate_periodic_defers.defer_timestamp < _defer_timestamp
            ORDER BY id
            FOR UPDATE
        ) to_delete
        WHERE procrastinate_periodic_defers.id = to_delete.id;
    RETURN _job_id;
END;
$$;
CREATE TABLE public.procrastinate_jobs (
    id bigint NOT NULL,
    queue_name character varying(128) NOT NULL,
    task_name character varying(128) NOT NULL,
    lock text,
    args jsonb DEFAULT '{}'::jsonb NOT NULL,
    status public.procrastinate_job_status DEFAULT 'todo'::public.procrastinate_job_status NOT NULL,
    scheduled_at timestamp with time zone,
    attempts integer DEFAULT 0 NOT NULL,
    queueing_lock text,
    priority integer DEFAULT 0 NOT NULL,
    abort_requested boolean DEFAULT false NOT NULL,
    worker_id bigint,
    CONSTRAINT check_not_todo_abort_requested CHECK ((NOT ((status = 'todo'::public.procrastinate_job_status) AND (abort_requested = true))))
);
CREATE FUNCTION public.procrastinate_fetch_job_v2(target_queue_names character varying[], p_worker_id bigint) RETURNS public.procrastinate_jobs
    LANGUAGE plpgsql
    AS $$
DECLARE
	found_jobs procrastinate_jobs;
BEGIN
    WITH candidate AS (
        SELECT jobs.*
            FROM procrastinate_jobs AS jobs
            WHERE
                -- reject the job if its lock has earlier or higher priority jobs
                NOT EXISTS (
                    SELECT 1
                        FROM procrastinate_jobs AS other_jobs
                        WHERE
                            jobs.lock IS NOT NULL
                            AND other_jobs.lock = jobs.lock
                            AND (
                                -- job with same lock is already running
                                other_jobs.status = 'doing'
                                OR
                                -- job with same lock is waiting and has higher priority (or same priority but was queued first)
                                (
                                    other_jobs.status = 'todo'
                                    AND (
                                        other_jobs.priority > jobs.priority
                                        OR (
                                        other_jobs.priority = jobs.priority
                                        AND other_jobs.id < jobs.id
                                        )
                                    )
                                )
                            )
                )
                AND jobs.status = 'todo'
                AND (target_queue_names IS NULL OR jobs.queue_name = ANY( target_queue_names ))
                AND (jobs.scheduled_at IS NULL OR jobs.scheduled_at <= now())
            ORDER BY jobs.priority DESC, jobs.id ASC LIMIT 1
            FOR UPDATE OF jobs SKIP LOCKED
    )
    UPDATE procrastinate_jobs
        SET status = 'doing', worker_id = p_worker_id
        FROM candidate
        WHERE procrastinate_jobs.id = candidate.id
        RETURNING procrastinate_jobs.* INTO found_jobs;
 RETURN found_jobs;
END;
$$;
CREATE FUNCTION public.procrastinate_finish_job_v1(job_id bigint, end_status public.procrastinate_job_status, delete_job boolean) RETURNS void
    LANGUAGE plpgsql
    AS $$
DECLARE
    _job_id bigint;
BEGIN
    IF end_status NOT IN ('succeeded', 'failed', 'aborted') THEN
        RAISE 'End status should be either "succeeded", "failed" or "aborted" (job id: %)', job_id;
    END IF;
    IF delete_job THEN
        DELETE FROM procrastinate_jobs
        WHERE id = job_id AND status IN ('todo', 'doing')
        RETURNING id INTO _job_id;
    ELSE
        UPDATE procrastinate_jobs
        SET status = end_status,
            abort_requested = false,
            attempts = CASE status
                WHEN 'doing' THEN attempts + 1 ELSE attempts
            END
        WHERE id = job_id AND status IN ('todo', 'doing')
        RETURNING id INTO _job_id;
    END IF;
    IF _job_id IS NULL THEN
        RAISE 'Job was not found or not in "doing" or "todo" status (job id: %)', job_id;
    END IF;
END;
$$;
CREATE FUNCTION public.procrastinate_notify_queue_abort_job_v1() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
DECLARE
    payload TEXT;
BEGIN
    SELECT json_build_object('type', 'abort_job_requested', 'job_id', NEW.id)::text INTO payload;
	PERFORM pg_notify('procrastinate_queue_v1#' || NEW.queue_name, payload);
	PERFORM pg_notify('procrastinate_any_queue_v1', payload);
	RETURN NEW;
END;
$$;
CREATE FUNCTION public.procrastinate_notify_queue_job_inserted_v1() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
DECLARE
    payload TEXT;
BEGIN
    SELECT json_build_object('type', 'job_inserted', 'job_id', NEW.id)::text INTO payload;
	PERFORM pg_notify('procrastinate_queue_v1#' || NEW.queue_name, payload);
	PERFORM pg_notify('procrastinate_any_queue_v1', payload);
	RETURN NEW;
END;
$$;
CREATE FUNCTION public.procrastinate_prune_stalled_workers_v1(seconds_since_heartbeat double precision) RETURNS TABLE(worker_id bigint)
    LANGUAGE plpgsql
    AS $$
BEGIN
    RETURN QUERY
    DELETE FROM procrastinate_workers
    WHERE last_heartbeat < NOW() - (seconds_since_heartbeat || 'SECOND')::INTERVAL
    RETURNING procrastinate_workers.id;
END;
$$;
CREATE FUNCTION public.procrastinate_register_worker_v1() RETURNS TABLE(worker_id bigint)
    LANGUAGE plpgsql
    AS $$
BEGIN
    RETURN QUERY
    INSERT INTO procrastinate_workers DEFAULT VALUES
    RETURNING procrastinate_workers.id;
END;
$$;
CREATE FUNCTION public.procrastinate_retry_job_v1(job_id bigint, retry_at timestamp with time zone, new_priority integer, new_queue_name character varying, new_lock character varying) RETURNS void
    LANGUAGE plpgsql
    AS $$
DECLARE
    _job_id bigint;
    _abort_requested boolean;
BEGIN
    SELECT abort_requested FROM procrastinate_jobs
    WHERE id = job_id AND status = 'doing'
    FOR UPDATE
    INTO _abort_requested;
    IF _abort_requested THEN
        UPDATE procrastinate_jobs
        SET status = 'failed'::procrastinate_job_status
        WHERE id = job_id AND status = 'doing'
        RETURNING id INTO _job_id;
    ELSE
        UPDATE procrastinate_jobs
        SET status = 'todo'::procrastinate_job_status,
            attempts = attempts + 1,
            scheduled_at = retry_at,
            priority = COALESCE(new_priority, priority),
            queue_name = COALESCE(new_queue_name, queue_name),
            lock = COALESCE(new_lock, lock)
        WHERE id = job_id AND status = 'doing'
        RETURNING id INTO _job_id;
    END IF;
    IF _job_id IS NULL THEN
        RAISE 'Job was not found or not in "doing" status (job id: %)', job_id;
    END IF;
END;
$$;
CREATE FUNCTION public.procrastinate_retry_job_v2(job_id bigint, retry_at timestamp with time zone, new_priority integer, new_queue_name character varying, new_lock character varying) RETURNS void
    LANGUAGE plpgsql
    AS $$
DECLARE
    _job_id bigint;
    _abort_requested boolean;
    _current_status procrastinate_job_status;
BEGIN
    SELECT status, abort_requested FROM procrastinate_jobs
    WHERE id = job_id AND status IN ('doing', 'failed')
    FOR UPDATE
    INTO _current_status, _abort_requested;
    IF _current_status = 'doing' AND _abort_requested THEN
        UPDATE procrastinate_jobs
        SET status = 'failed'::procrastinate_job_status
        WHERE id = job_id AND status = 'doing'
        RETURNING id INTO _job_id;
    ELSE
        UPDATE procrastinate_jobs
        SET status = 'todo'::procrastinate_job_status,
            attempts = attempts + 1,
            scheduled_at = retry_at,
            priority = COALESCE(new_priority, priority),
            queue_name = COALESCE(new_queue_name, queue_name),
            lock = COALESCE(new_lock, lock)
        WHERE id = job_id AND status IN ('doing', 'failed')
        RETURNING id INTO _job_id;
    END IF;
    IF _job_id IS NULL THEN
        RAISE 'Job was not found or has an invalid status to retry (job id: %)', job_id;
    END IF;
END;
$$;
CREATE FUNCTION public.procrastinate_trigger_abort_requested_events_procedure_v1() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    INSERT INTO procrastinate_events(job_id, type)
        VALUES (NEW.id, 'abort_requested'::procrastinate_job_event_type);
    RETURN NEW;
END;
$$;
CREATE FUNCTION public.procrastinate_trigger_function_scheduled_events_v1() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    INSERT INTO procrastinate_events(job_id, type, at)
        VALUES (NEW.id, 'scheduled'::procrastinate_job_event_type, NEW.scheduled_at);
	RETURN NEW;
END;
$$;
CREATE FUNCTION public.procrastinate_trigger_function_status_events_insert_v1() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    INSERT INTO procrastinate_events(job_id, type)
        VALUES (NEW.id, 'deferred'::procrastinate_job_event_type);
	RETURN NEW;
END;
$$;
CREATE FUNCTION public.procrastinate_trigger_function_status_events_update_v1() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    WITH t AS (
        SELECT CASE
            WHEN OLD.status = 'todo'::procrastinate_job_status
                AND NEW.status = 'doing'::procrastinate_job_status
                THEN 'started'::procrastinate_job_event_type
            WHEN OLD.status = 'doing'::procrastinate_job_status
                AND NEW.status = 'todo'::procrastinate_job_status
                THEN 'deferred_for_retry'::procrastinate_job_event_type
            WHEN OLD.status = 'doing'::procrastinate_job_status
                AND NEW.status = 'failed'::procrastinate_job_status
                THEN 'failed'::procrastinate_job_event_type
            WHEN OLD.status = 'doing'::procrastinate_job_status
                AND NEW.status = 'succeeded'::procrastinate_job_status
                THEN 'succeeded'::procrastinate_job_event_type
            WHEN OLD.status = 'todo'::procrastinate_job_status
                AND (
                    NEW.status = 'cancelled'::procrastinate_job_status
                    OR NEW.status = 'failed'::procrastinate_job_status
                    OR NEW.status = 'succeeded'::procrastinate_job_status
                )
                THEN 'cancelled'::procrastinate_job_event_type
            WHEN OLD.status = 'doing'::procrastinate_job_status
                AND NEW.status = 'aborted'::procrastinate_job_status
                THEN 'aborted'::procrastinate_job_event_type
            WHEN OLD.status = 'failed'::procrastinate_job_status
                AND NEW.status = 'todo'::procrastinate_job_status
                THEN 'retried'::procrastinate_job_event_type
            ELSE NULL
        END as event_type
    )
    INSERT INTO procrastinate_events(job_id, type)
        SELECT NEW.id, t.event_type
        FROM t
        WHERE t.event_type IS NOT NULL;
	RETURN NEW;
END;
$$;
CREATE FUNCTION public.procrastinate_unlink_periodic_defers_v1() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    UPDATE procrastinate_periodic_defers
    SET job_id = NULL
    WHERE job_id = OLD.id;
    RETURN OLD;
END;
$$;
CREATE FUNCTION public.procrastinate_unregister_worker_v1(worker_id bigint) RETURNS void
    LANGUAGE plpgsql
    AS $$
BEGIN
    DELETE FROM procrastinate_workers
    WHERE id = worker_id;
END;
$$;
CREATE FUNCTION public.procrastinate_update_heartbeat_v1(worker_id bigint) RETURNS void
    LANGUAGE plpgsql
    AS $$
BEGIN
    UPDATE procrastinate_workers
    SET last_heartbeat = NOW()
    WHERE id = worker_id;
END;
$$;
CREATE FUNCTION public.registry_erase_evidence(asked bigint, leaf bigint, tombstone text) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
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
CREATE FUNCTION public.registry_guard_concerned() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    IF OLD.concerns_too_id IS DISTINCT FROM NEW.concerns_too_id THEN
        RAISE EXCEPTION 'a request is never rewritten'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'consent_never_rewritten';
    END IF;
    RETURN NEW;
END
$$;
CREATE FUNCTION public.registry_guard_consent() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF NEW.state <> 'asked' THEN
            RAISE EXCEPTION 'a request begins by being asked'
                USING ERRCODE = 'check_violation', CONSTRAINT = 'consent_begins_asked';
        END IF;
        RETURN NEW;
    END IF;
    IF (OLD.uid, OLD.act, OLD.payload, OLD.digest, OLD.organization_id, OLD.place_id,
            OLD.concerns_id, OLD.maker_id, OLD.maker_role, OLD.maker_proof, OLD.reason,
            OLD.asked_at, OLD.expires_at)
        IS DISTINCT FROM
        (NEW.uid, NEW.act, NEW.payload, NEW.digest, NEW.organization_id, NEW.place_id,
            NEW.concerns_id, NEW.maker_id, NEW.maker_role, NEW.maker_proof, NEW.reason,
            NEW.asked_at, NEW.expires_at)
    THEN
        RAISE EXCEPTION 'a request is never rewritten'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'consent_never_rewritten';
    END IF;
    IF (OLD.state, NEW.state) NOT IN (
        ('asked', 'agreed'), ('asked', 'refused'), ('asked', 'withdrawn'),
        ('agreed', 'done'), ('agreed', 'withdrawn'))
    THEN
        RAISE EXCEPTION 'a request only moves forward'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'consent_only_forward';
    END IF;
    IF OLD.state = 'agreed' AND
        (OLD.checker_id, OLD.checker_proof, OLD.agreed_digest, OLD.decided_at, OLD.words,
            OLD.emergency_id, OLD.use_until)
        IS DISTINCT FROM
        (NEW.checker_id, NEW.checker_proof, NEW.agreed_digest, NEW.decided_at, NEW.words,
            NEW.emergency_id, NEW.use_until)
    THEN
        RAISE EXCEPTION 'what was agreed to is never rewritten'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'consent_never_rewritten';
    END IF;
    RETURN NEW;
END
$$;
CREATE FUNCTION public.registry_guard_emergency() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    IF TG_OP = 'UPDATE' THEN
        IF OLD.reviewed_by_id IS NOT NULL OR
            (OLD.consent_id, OLD.organization_id, OLD.one_id, OLD.other_id, OLD.opened_at,
                OLD.until)
            IS DISTINCT FROM
            (NEW.consent_id, NEW.organization_id, NEW.one_id, NEW.other_id, NEW.opened_at,
                NEW.until)
        THEN
            RAISE EXCEPTION 'an emergency is reviewed once and never rewritten'
                USING ERRCODE = 'check_violation', CONSTRAINT = 'emergency_never_rewritten';
        END IF;
        RETURN NEW;
    END IF;
    IF NEW.reviewed_by_id IS NOT NULL OR NOT EXISTS (
        SELECT 1 FROM registry_consent c
        WHERE c.id = NEW.consent_id AND c.act = 'emergency' AND c.state = 'agreed'
            AND c.maker_id = NEW.one_id AND c.checker_id = NEW.other_id
            AND c.organization_id = NEW.organization_id
            AND NEW.until <= NEW.opened_at
                + (c.payload::jsonb ->> 'hours')::int * interval '1 hour'
    ) THEN
        RAISE EXCEPTION 'nobody agreed to this emergency'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'emergency_as_agreed_to';
    END IF;
    RETURN NEW;
END
$$;
CREATE FUNCTION public.registry_guard_founding() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    IF NOT pg_has_role(current_user, (SELECT relowner FROM pg_class WHERE oid = TG_RELID), 'MEMBER')
        AND (SELECT count(DISTINCT role) FROM registry_rolegrant
             WHERE role IN ('system_officer', 'security_officer', 'auditor')) = 3
    THEN
        RAISE EXCEPTION 'the founding is over: a role needs its granter'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'grant_founding_is_over';
    END IF;
    RETURN NEW;
END
$$;
CREATE FUNCTION public.registry_guard_grant() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    IF TG_OP = 'UPDATE' THEN
        IF (OLD.holder_id, OLD.role, OLD.organization_id, OLD.granted_by_id, OLD.consent_id)
            IS DISTINCT FROM
            (NEW.holder_id, NEW.role, NEW.organization_id, NEW.granted_by_id, NEW.consent_id)
        THEN
            RAISE EXCEPTION 'a grant is ended, never rewritten'
                USING ERRCODE = 'check_violation', CONSTRAINT = 'grant_never_rewritten';
        END IF;
        IF NOT NEW.valid <@ OLD.valid THEN
            RAISE EXCEPTION 'the days of a grant are only shortened'
                USING ERRCODE = 'check_violation', CONSTRAINT = 'grant_only_shortened';
        END IF;
        RETURN NEW;
    END IF;
    IF NEW.granted_by_id IS NOT NULL AND NOT EXISTS (
        SELECT 1
        FROM registry_rolegrant held
        JOIN registry_organization over ON over.id = held.organization_id
        JOIN registry_organization target ON target.id = NEW.organization_id
        WHERE held.holder_id = NEW.granted_by_id
            AND held.role = 'security_officer'
            AND held.valid @> lower(NEW.valid)
            AND starts_with(target.path, over.path)
    ) THEN
        RAISE EXCEPTION 'the granter is not set over this organization'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'grant_within_scope';
    END IF;
    -- (Whoever grants to himself meets the constraint.)
    IF NEW.granted_by_id <> NEW.holder_id AND NOT EXISTS (
        SELECT 1 FROM registry_consent c
        WHERE c.id = NEW.consent_id AND c.act = 'grant' AND c.state = 'agreed'
            AND c.maker_id = NEW.granted_by_id AND c.concerns_id = NEW.holder_id
            AND (c.payload::jsonb ->> 'holder')::bigint = NEW.holder_id
            AND c.payload::jsonb ->> 'role' = NEW.role
            AND (c.payload::jsonb ->> 'organization')::bigint = NEW.organization_id
            AND c.payload::jsonb ->> 'document' = NEW.document
        UNION ALL
        SELECT 1 FROM registry_consent c
        WHERE c.id = NEW.consent_id AND c.act = 'hand_over' AND c.state = 'agreed'
            AND c.maker_id = NEW.granted_by_id AND c.concerns_id = NEW.holder_id
            AND (c.payload::jsonb ->> 'holder')::bigint = NEW.holder_id
            AND (c.payload::jsonb ->> 'giver')::bigint = c.concerns_too_id
            AND c.payload::jsonb -> 'roles' @> jsonb_build_array(jsonb_build_object(
                'role', NEW.role, 'organization', NEW.organization_id))
            AND c.payload::jsonb ->> 'document' = NEW.document
    ) THEN
        RAISE EXCEPTION 'nobody agreed to this grant'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'grant_as_agreed_to';
    END IF;
    IF NEW.role IN ('system_officer', 'security_officer', 'auditor') AND EXISTS (
        SELECT 1
        FROM registry_rolegrant held
        WHERE held.holder_id = NEW.holder_id
            AND held.role IN ('system_officer', 'security_officer', 'auditor')
            AND held.role <> NEW.role
            AND held.valid && daterange(lower(NEW.valid) - 180, lower(NEW.valid))
    ) THEN
        RAISE EXCEPTION 'one of the three officers lately'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'no_swap_between_officers';
    END IF;
    RETURN NEW;
END
$$;
CREATE FUNCTION public.registry_guard_merger() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    IF NOT EXISTS (
        SELECT 1 FROM registry_consent c
        WHERE c.id = NEW.consent_id AND c.act = 'merge' AND c.state = 'agreed'
            AND (c.payload::jsonb ->> 'kept')::bigint = NEW.kept_id
            AND (c.payload::jsonb ->> 'gone')::bigint = NEW.gone_id
            AND NEW.gone_id NOT IN (c.maker_id, c.checker_id)
    ) THEN
        RAISE EXCEPTION 'nobody agreed to this merger'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'merger_as_agreed_to';
    END IF;
    RETURN NEW;
END
$$;
CREATE FUNCTION public.registry_guard_opening() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    IF TG_OP = 'UPDATE' THEN
        RAISE EXCEPTION 'an opening is never rewritten'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'opening_never_rewritten';
    END IF;
    IF NOT EXISTS (
        SELECT 1 FROM registry_consent c
        WHERE c.id = NEW.consent_id AND c.act = 'open' AND c.state = 'agreed'
            AND c.maker_id = NEW.holder_id AND c.concerns_id = NEW.person_id
            AND c.payload::jsonb -> 'items' = to_jsonb(NEW.items)
            AND NEW.until <= NEW.opened_at
                + (c.payload::jsonb ->> 'hours')::int * interval '1 hour'
    ) THEN
        RAISE EXCEPTION 'nobody agreed to this opening'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'opening_as_agreed_to';
    END IF;
    RETURN NEW;
END
$$;
CREATE FUNCTION public.registry_path_of_person() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
BEGIN
    SELECT path INTO NEW.person_path FROM registry_person WHERE id = NEW.person_id;
    NEW.person_path := coalesce(NEW.person_path, '');
    RETURN NEW;
END
$$;
CREATE FUNCTION public.registry_paths_follow() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    SET enable_seqscan TO 'off'
    SET enable_hashjoin TO 'off'
    SET enable_mergejoin TO 'off'
    AS $$
BEGIN
    UPDATE registry_membership t SET person_path = p.path FROM changed p
        WHERE t.person_id = p.id AND t.person_path <> p.path AND NOT isempty(t.valid);
    UPDATE registry_standing t SET person_path = p.path FROM changed p
        WHERE t.person_id = p.id AND t.person_path <> p.path AND NOT isempty(t.valid);
    RETURN NULL;
END
$$;
CREATE FUNCTION public.registry_paths_on_membership() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    SET enable_seqscan TO 'off'
    SET enable_hashjoin TO 'off'
    SET enable_mergejoin TO 'off'
    AS $$
BEGIN
    PERFORM FROM written w JOIN registry_person p ON p.id = w.person_id
        WHERE w.person_path <> CASE WHEN isempty(w.valid) THEN '' ELSE p.path END;
    IF FOUND THEN
        UPDATE registry_membership t
            SET person_path = CASE WHEN isempty(t.valid) THEN '' ELSE p.path END
            FROM written w JOIN registry_person p ON p.id = w.person_id
            WHERE t.id = w.id
                AND t.person_path <> CASE WHEN isempty(t.valid) THEN '' ELSE p.path END;
    END IF;
    RETURN NULL;
END
$$;
CREATE FUNCTION public.registry_paths_on_standing() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    SET enable_seqscan TO 'off'
    SET enable_hashjoin TO 'off'
    SET enable_mergejoin TO 'off'
    AS $$
BEGIN
    PERFORM FROM written w JOIN registry_person p ON p.id = w.person_id
        WHERE w.person_path <> CASE WHEN isempty(w.valid) THEN '' ELSE p.path END;
    IF FOUND THEN
        UPDATE registry_standing t
            SET person_path = CASE WHEN isempty(t.valid) THEN '' ELSE p.path END
            FROM written w JOIN registry_person p ON p.id = w.person_id
            WHERE t.id = w.id
                AND t.person_path <> CASE WHEN isempty(t.valid) THEN '' ELSE p.path END;
    END IF;
    RETURN NULL;
END
$$;
CREATE FUNCTION public.search_candidates(queries text[], by_title boolean[], newest boolean[], audiences text[], of_kind text, of_column text, of_issuer text, since date, until date, parts integer, enough integer, most integer) RETURNS bigint[]
    LANGUAGE plpgsql STABLE
    SET enable_seqscan TO 'off'
    AS $$
DECLARE
    found bigint[] := '{}';
    latest bigint;
    asked tsquery;
BEGIN
    FOR n IN 1 .. cardinality(queries) LOOP
        EXIT WHEN cardinality(found) >= enough;
        asked := queries[n]::tsquery;
        IF newest[n] THEN
            latest := coalesce(latest, (SELECT max(id) FROM search_passage) >> 12, 0);
            asked := asked && format('%L | %L', '#' || latest, '#' || latest - 1)::tsquery;
        END IF;
        IF by_title[n] THEN
            found := found || ARRAY(
                SELECT p.id FROM (
                    SELECT e.id FROM search_entry e
                    WHERE e.heading @@ asked AND e.audience = ANY(audiences)
                        AND (of_kind = '' OR e.kind = of_kind)
                        AND (of_column = '' OR e."column" = of_column)
                        AND (of_issuer = '' OR e.issuer = of_issuer)
                        AND (since IS NULL OR e.day >= since) AND (until IS NULL OR e.day <= until)
                    LIMIT most
                ) e, LATERAL (
                    SELECT p.id FROM search_passage p
                    WHERE p.entry_id = e.id ORDER BY p.number LIMIT parts
                ) p WHERE p.id <> ALL(found) LIMIT most - cardinality(found)
            );
        ELSE
            found := found || ARRAY(
                SELECT p.id FROM search_passage p
                WHERE p.words @@ asked AND p.audience = ANY(audiences)
                    AND (of_kind = '' OR p.kind = of_kind)
                    AND (of_column = '' OR p."column" = of_column)
                    AND (of_issuer = '' OR p.issuer = of_issuer)
                    AND (since IS NULL OR p.day >= since) AND (until IS NULL OR p.day <= until)
                    AND p.id <> ALL(found)
                LIMIT most - cardinality(found)
            );
        END IF;
    END LOOP;
    RETURN found;
END $$;
CREATE FUNCTION public.voices_letter_is_given() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    SET enable_seqscan TO 'off'
    SET enable_hashjoin TO 'off'
    SET enable_mergejoin TO 'off'
    AS $$
BEGIN
    UPDATE voices_letter SET seen_from = '{}' WHERE case_id = NEW.case_id;
    RETURN NULL;
END
$$;
CREATE FUNCTION public.voices_letter_says_to_whom() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    SET enable_seqscan TO 'off'
    SET enable_hashjoin TO 'off'
    SET enable_mergejoin TO 'off'
    AS $$
BEGIN
    NEW.seen_from := ARRAY(
        SELECT DISTINCT step::bigint
        FROM flow_todo t JOIN registry_organization o ON o.id = t.for_organization_id,
            string_to_table(btrim(o.path, '/'), '/') step
        WHERE t.case_id = NEW.case_id ORDER BY 1);
    NEW.seen_by := ARRAY(
        SELECT DISTINCT t.for_person_id FROM flow_todo t
        WHERE t.case_id = NEW.case_id AND t.for_person_id IS NOT NULL ORDER BY 1);
    RETURN NEW;
END
$$;
CREATE FUNCTION public.voices_letters_move() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    SET enable_seqscan TO 'off'
    SET enable_hashjoin TO 'off'
    SET enable_mergejoin TO 'off'
    AS $$
BEGIN
    UPDATE voices_letter SET seen_from = '{}' WHERE case_id IN (
        SELECT case_id FROM flow_todo WHERE for_organization_id = NEW.id);
    RETURN NULL;
END
$$;
CREATE FUNCTION public.voices_pairs(written text) RETURNS text[]
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    AS $$
    SELECT coalesce(array_agg(DISTINCT pg_catalog.substr(bare, place, 2)), '{}')
    FROM (SELECT pg_catalog.lower(
            pg_catalog.regexp_replace(written, '[[:space:][:punct:]，。！？、；：“”‘’（）《》…—]', '', 'g')
        ) AS bare) AS plain,
        pg_catalog.generate_series(1, pg_catalog.length(bare) - 1) AS place
$$;
CREATE TABLE public.account_emailaddress (
    id integer NOT NULL,
    email character varying(254) NOT NULL,
    verified boolean NOT NULL,
    "primary" boolean NOT NULL,
    user_id bigint NOT NULL
);
ALTER TABLE public.account_emailaddress ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.account_emailaddress_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.account_emailconfirmation (
    id integer NOT NULL,
    created timestamp with time zone NOT NULL,
    sent timestamp with time zone,
    key character varying(64) NOT NULL,
    email_address_id integer NOT NULL
);
ALTER TABLE public.account_emailconfirmation ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.account_emailconfirmation_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.appraisal_appraisal (
    id bigint NOT NULL,
    state character varying(30) NOT NULL,
    uid uuid NOT NULL,
    year smallint NOT NULL,
    version smallint NOT NULL,
    correction character varying(200) NOT NULL,
    day date NOT NULL,
    joined boolean NOT NULL,
    self_on date,
    mutual_on date,
    poll_on date,
    opinion_on date,
    opinion_by character varying(10) NOT NULL,
    issued smallint,
    returned smallint,
    opened_at timestamp with time zone NOT NULL,
    confirmed_at timestamp with time zone,
    document character varying(120) NOT NULL,
    case_id bigint NOT NULL,
    confirmed_by_id bigint,
    corrects_id bigint,
    opened_by_id bigint NOT NULL,
    organization_id bigint NOT NULL,
    reported_by_id bigint,
    CONSTRAINT appraisal_appraisal_issued_check CHECK ((issued >= 0)),
    CONSTRAINT appraisal_appraisal_returned_check CHECK ((returned >= 0)),
    CONSTRAINT appraisal_appraisal_version_check CHECK ((version >= 0)),
    CONSTRAINT appraisal_appraisal_year_check CHECK ((year >= 0)),
    CONSTRAINT appraisal_confirmed_by_other_eyes CHECK ((NOT ((confirmed_by_id = reported_by_id) AND (confirmed_by_id IS NOT NULL) AND (reported_by_id IS NOT NULL)))),
    CONSTRAINT appraisal_confirmed_by_somebody_with_a_paper CHECK (((NOT ((state)::text = 'confirmed'::text)) OR ((confirmed_at IS NOT NULL) AND (confirmed_by_id IS NOT NULL) AND (reported_by_id IS NOT NULL) AND (NOT ((document)::text = ''::text))))),
    CONSTRAINT appraisal_corrected_for_a_reason CHECK (((((correction)::text = ''::text) AND (corrects_id IS NULL) AND (version = 1)) OR ((corrects_id IS NOT NULL) AND (version > 1) AND (NOT ((correction)::text = ''::text))))),
    CONSTRAINT appraisal_papers_came_from_those_issued CHECK (((returned IS NULL) OR (returned <= issued))),
    CONSTRAINT appraisal_state CHECK (((state)::text = ANY ((ARRAY['opened'::character varying, 'reported'::character varying, 'returned'::character varying, 'confirmed'::character varying, 'dropped'::character varying])::text[]))),
    CONSTRAINT appraisal_steps_in_order CHECK (((self_on IS NULL) OR (mutual_on IS NULL) OR (mutual_on >= self_on)))
);
ALTER TABLE public.appraisal_appraisal ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.appraisal_appraisal_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.appraisal_excuse (
    id bigint NOT NULL,
    valid daterange NOT NULL,
    uid uuid NOT NULL,
    ground character varying(10) NOT NULL,
    words bytea,
    entered_at timestamp with time zone NOT NULL,
    entered_by_id bigint,
    person_id bigint NOT NULL
);
ALTER TABLE public.appraisal_excuse ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.appraisal_excuse_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.appraisal_inactivity (
    id bigint NOT NULL,
    valid daterange NOT NULL,
    uid uuid NOT NULL,
    what character varying(6) NOT NULL,
    efforts bytea,
    entered_at timestamp with time zone NOT NULL,
    over_words character varying(200) NOT NULL,
    entered_by_id bigint,
    person_id bigint NOT NULL,
    CONSTRAINT inactivity_over_says_how CHECK ((upper_inf(valid) OR (NOT ((over_words)::text = ''::text))))
);
ALTER TABLE public.appraisal_inactivity ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.appraisal_inactivity_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.appraisal_line (
    id bigint NOT NULL,
    uid uuid NOT NULL,
    taking character varying(12) NOT NULL,
    ground character varying(10) NOT NULL,
    excellent smallint,
    qualified smallint,
    basic smallint,
    unqualified smallint,
    grade character varying(12) NOT NULL,
    opinion bytea,
    appraisal_id bigint NOT NULL,
    person_id bigint NOT NULL,
    said_by_id bigint,
    CONSTRAINT appraisal_line_basic_check CHECK ((basic >= 0)),
    CONSTRAINT appraisal_line_excellent_check CHECK ((excellent >= 0)),
    CONSTRAINT appraisal_line_qualified_check CHECK ((qualified >= 0)),
    CONSTRAINT appraisal_line_unqualified_check CHECK ((unqualified >= 0)),
    CONSTRAINT line_excused_says_why CHECK (((((taking)::text = 'excused'::text) AND (NOT ((ground)::text = ''::text))) OR ((NOT ((taking)::text = 'excused'::text)) AND ((ground)::text = ''::text)))),
    CONSTRAINT line_graded_where_he_took_part CHECK ((((taking)::text = 'due'::text) OR ((excellent IS NULL) AND ((grade)::text = ''::text)))),
    CONSTRAINT line_graded_with_an_opinion CHECK ((((grade)::text = ''::text) OR (opinion IS NOT NULL))),
    CONSTRAINT line_votes_all_or_none CHECK ((((basic IS NULL) AND (excellent IS NULL) AND (qualified IS NULL) AND (unqualified IS NULL)) OR ((basic IS NOT NULL) AND (excellent IS NOT NULL) AND (qualified IS NOT NULL) AND (unqualified IS NOT NULL))))
);
ALTER TABLE public.appraisal_line ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.appraisal_line_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.appraisal_visit (
    id bigint NOT NULL,
    uid uuid NOT NULL,
    state character varying(8) NOT NULL,
    occasion character varying(12) NOT NULL,
    day date NOT NULL,
    visitors character varying(120) NOT NULL,
    brought character varying(120) NOT NULL,
    amount numeric(9,2),
    needs bytea,
    words character varying(120) NOT NULL,
    entered_at timestamp with time zone NOT NULL,
    entered_by_id bigint,
    organization_id bigint NOT NULL,
    person_id bigint NOT NULL,
    todo_id bigint,
    CONSTRAINT visit_amount_where_given CHECK (((amount IS NULL) OR ((amount > (0)::numeric) AND ((state)::text = 'done'::text)))),
    CONSTRAINT visit_dropped_says_why CHECK (((NOT ((state)::text = 'dropped'::text)) OR (NOT ((words)::text = ''::text)))),
    CONSTRAINT visit_state CHECK (((state)::text = ANY ((ARRAY['planned'::character varying, 'done'::character varying, 'dropped'::character varying])::text[])))
);
ALTER TABLE public.appraisal_visit ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.appraisal_visit_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.auth_group (
    id integer NOT NULL,
    name character varying(150) NOT NULL
);
ALTER TABLE public.auth_group ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.auth_group_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.auth_group_permissions (
    id bigint NOT NULL,
    group_id integer NOT NULL,
    permission_id integer NOT NULL
);
ALTER TABLE public.auth_group_permissions ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.auth_group_permissions_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.auth_permission (
    id integer NOT NULL,
    name character varying(255) NOT NULL,
    content_type_id integer NOT NULL,
    codename character varying(100) NOT NULL
);
ALTER TABLE public.auth_permission ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.auth_permission_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.courier_channel (
    id bigint NOT NULL,
    uid uuid NOT NULL,
    kind character varying(6) NOT NULL,
    address bytea,
    code bytea,
    code_sent_at timestamp with time zone,
    codes_today smallint NOT NULL,
    verified_at timestamp with time zone,
    "on" boolean NOT NULL,
    failing_since timestamp with time zone,
    person_id bigint NOT NULL,
    CONSTRAINT channel_verified_has_address CHECK (((verified_at IS NULL) OR (address IS NOT NULL))),
    CONSTRAINT courier_channel_codes_today_check CHECK ((codes_today >= 0))
);
ALTER TABLE public.courier_channel ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.courier_channel_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.courier_delivery (
    id bigint NOT NULL,
    uid uuid NOT NULL,
    state character varying(8) NOT NULL,
    due_at timestamp with time zone NOT NULL,
    attempts smallint NOT NULL,
    reason character varying(60) NOT NULL,
    settled_at timestamp with time zone,
    channel_id bigint NOT NULL,
    digest_id bigint,
    message_id bigint,
    CONSTRAINT courier_delivery_attempts_check CHECK ((attempts >= 0)),
    CONSTRAINT delivery_of_one_thing CHECK (((message_id IS NULL) OR (digest_id IS NULL))),
    CONSTRAINT delivery_settled_or_queued CHECK ((((settled_at IS NULL) AND ((state)::text = 'queued'::text)) OR ((NOT ((state)::text = 'queued'::text)) AND (settled_at IS NOT NULL))))
);
ALTER TABLE public.courier_delivery ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.courier_delivery_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.courier_digest (
    id bigint NOT NULL,
    uid uuid NOT NULL,
    "on" date NOT NULL,
    person_id bigint NOT NULL
);
ALTER TABLE public.courier_digest ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.courier_digest_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.courier_hours (
    id bigint NOT NULL,
    quiet_from smallint NOT NULL,
    quiet_until smallint NOT NULL,
    digest_at smallint NOT NULL,
    person_id bigint NOT NULL,
    CONSTRAINT courier_hours_digest_at_check CHECK ((digest_at >= 0)),
    CONSTRAINT courier_hours_quiet_from_check CHECK ((quiet_from >= 0)),
    CONSTRAINT courier_hours_quiet_until_check CHECK ((quiet_until >= 0)),
    CONSTRAINT digest_not_in_quiet_hours CHECK ((((quiet_from <= quiet_until) AND ((digest_at < quiet_from) OR (digest_at >= quiet_until))) OR ((digest_at >= quiet_until) AND (digest_at < quiet_from) AND (quiet_from > quiet_until)))),
    CONSTRAINT hours_of_a_day CHECK (((digest_at <= 23) AND (quiet_from <= 23) AND (quiet_until <= 23)))
);
ALTER TABLE public.courier_hours ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.courier_hours_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.courier_message (
    id bigint NOT NULL,
    uid uuid NOT NULL,
    matter character varying(10) NOT NULL,
    sentence character varying(300) NOT NULL,
    urgency character varying(10) NOT NULL,
    ends_today boolean NOT NULL,
    told_at timestamp with time zone NOT NULL,
    read_at timestamp with time zone,
    once uuid,
    digest_id bigint,
    person_id bigint NOT NULL,
    CONSTRAINT message_says_something CHECK ((NOT ((sentence)::text = ''::text)))
);
ALTER TABLE public.courier_message ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.courier_message_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.development_applicant (
    id bigint NOT NULL,
    uid uuid NOT NULL,
    name character varying(60) NOT NULL,
    name_key character varying(120) NOT NULL COLLATE pg_catalog."C",
    sex character varying(1) NOT NULL,
    born_on date NOT NULL,
    ethnic character varying(2) NOT NULL,
    unit character varying(60) NOT NULL,
    id_number bytea,
    id_number_index bytea,
    mobile bytea,
    mobile_index bytea
);
ALTER TABLE public.development_applicant ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.development_applicant_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.development_casemove (
    id bigint NOT NULL,
    "on" date NOT NULL,
    words character varying(200) NOT NULL,
    after_id bigint NOT NULL,
    before_id bigint NOT NULL,
    by_id bigint,
    development_id bigint NOT NULL,
    CONSTRAINT case_moves_to_another_branch CHECK (((NOT (before_id = after_id)) AND (NOT ((words)::text = ''::text))))
);
ALTER TABLE public.development_casemove ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.development_casemove_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.development_development (
    id bigint NOT NULL,
    state character varying(30) NOT NULL,
    uid uuid NOT NULL,
    applied_on date NOT NULL,
    edition character varying(4) NOT NULL,
    edition_reason character varying(200) NOT NULL,
    edition_paper character varying(120) NOT NULL,
    edition_on date,
    extended smallint NOT NULL,
    next_step character varying(30) NOT NULL,
    next_part character varying(10) NOT NULL,
    due_on date,
    ended_on date,
    applicant_id bigint NOT NULL,
    case_id bigint NOT NULL,
    edition_by_id bigint,
    organization_id bigint NOT NULL,
    person_id bigint,
    former_id bigint,
    former_paper character varying(120) NOT NULL,
    CONSTRAINT development_admitted_is_in_the_register CHECK (((person_id IS NOT NULL) OR (NOT ((state)::text = ANY ((ARRAY['probationary'::character varying, 'converted'::character varying, 'filed'::character varying])::text[]))))),
    CONSTRAINT development_again_on_the_superiors_word CHECK ((((former_id IS NULL) AND ((former_paper)::text = ''::text)) OR ((former_id IS NOT NULL) AND (NOT ((former_paper)::text = ''::text))))),
    CONSTRAINT development_development_extended_check CHECK ((extended >= 0)),
    CONSTRAINT development_edition_chosen_on_record CHECK ((((edition_by_id IS NULL) AND (edition_on IS NULL) AND ((edition_reason)::text = ''::text)) OR ((edition_on IS NOT NULL) AND (NOT ((edition_reason)::text = ''::text)) AND (NOT ((edition_paper)::text = ''::text))))),
    CONSTRAINT development_extended_by_half_a_year_or_more CHECK (((extended = 0) OR ((extended >= 6) AND (extended <= 12)))),
    CONSTRAINT development_over_has_its_day CHECK (((ended_on IS NOT NULL) OR (NOT ((state)::text = ANY ((ARRAY['filed'::character varying, 'ended'::character varying])::text[]))))),
    CONSTRAINT development_state CHECK (((state)::text = ANY ((ARRAY['applicant'::character varying, 'activist'::character varying, 'candidate'::character varying, 'probationary'::character varying, 'converted'::character varying, 'filed'::character varying, 'ended'::character varying])::text[])))
);
ALTER TABLE public.development_development ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.development_development_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.development_guide (
    id bigint NOT NULL,
    valid daterange NOT NULL,
    part character varying(10) NOT NULL,
    development_id bigint NOT NULL,
    person_id bigint NOT NULL
);
ALTER TABLE public.development_guide ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.development_guide_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.development_localstep (
    id bigint NOT NULL,
    uid uuid NOT NULL,
    says character varying(40) NOT NULL,
    before character varying(30) NOT NULL,
    paper character varying(40) NOT NULL,
    document character varying(120) NOT NULL,
    from_on date NOT NULL,
    until_on date,
    organization_id bigint NOT NULL,
    CONSTRAINT local_step_ends_after_it_began CHECK (((until_on IS NULL) OR (until_on >= from_on)))
);
ALTER TABLE public.development_localstep ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.development_localstep_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.development_paper (
    id bigint NOT NULL,
    uid uuid NOT NULL,
    name character varying(60) NOT NULL,
    dated_on date NOT NULL,
    signer character varying(60) NOT NULL,
    number character varying(60) NOT NULL,
    taken_id bigint NOT NULL,
    CONSTRAINT paper_is_signed CHECK ((NOT ((signer)::text = ''::text)))
);
ALTER TABLE public.development_paper ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.development_paper_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.development_scan (
    id bigint NOT NULL,
    uid uuid NOT NULL,
    paper character varying(60) NOT NULL,
    name character varying(120) NOT NULL,
    sort character varying(6) NOT NULL,
    size integer NOT NULL,
    digest character varying(64) NOT NULL,
    removed character varying(120) NOT NULL,
    content bytea,
    at timestamp with time zone NOT NULL,
    taken_out_at timestamp with time zone,
    taken_out_reason character varying(200) NOT NULL,
    by_id bigint,
    taken_id bigint NOT NULL,
    taken_out_by_id bigint,
    CONSTRAINT development_scan_size_check CHECK ((size >= 0)),
    CONSTRAINT scan_taken_out_says_why CHECK ((((content IS NOT NULL) AND (taken_out_at IS NULL) AND ((taken_out_reason)::text = ''::text)) OR ((content IS NULL) AND (taken_out_at IS NOT NULL) AND (NOT ((taken_out_reason)::text = ''::text)))))
);
ALTER TABLE public.development_scan ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.development_scan_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.development_steptaken (
    id bigint NOT NULL,
    uid uuid NOT NULL,
    step character varying(30) NOT NULL,
    turn smallint NOT NULL,
    done_on date NOT NULL,
    outcome character varying(12) NOT NULL,
    late character varying(200) NOT NULL,
    days numeric(4,1),
    hours numeric(5,1),
    months smallint,
    entered_at timestamp with time zone NOT NULL,
    withdrawn_at timestamp with time zone,
    withdrawn_reason character varying(200) NOT NULL,
    development_id bigint NOT NULL,
    entered_by_id bigint,
    local_id bigint,
    notice_id bigint,
    office_id bigint NOT NULL,
    withdrawn_by_id bigint,
    then_paper character varying(120) NOT NULL,
    then_words character varying(200) NOT NULL,
    CONSTRAINT development_steptaken_months_check CHECK ((months >= 0)),
    CONSTRAINT development_steptaken_turn_check CHECK ((turn >= 0)),
    CONSTRAINT step_of_before_2014_on_somebodys_word CHECK (((((then_paper)::text = ''::text) AND ((then_words)::text = ''::text)) OR ((NOT ((then_words)::text = ''::text)) AND (NOT ((then_paper)::text = ''::text)) AND (done_on < '2014-05-28'::date)))),
    CONSTRAINT step_taken_local_or_national CHECK ((((local_id IS NOT NULL) AND ((step)::text = 'local'::text)) OR ((NOT ((step)::text = 'local'::text)) AND (local_id IS NULL)))),
    CONSTRAINT step_withdrawn_says_why CHECK (((withdrawn_at IS NULL) OR (NOT ((withdrawn_reason)::text = ''::text))))
);
ALTER TABLE public.development_steptaken ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.development_steptaken_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.development_vote (
    id bigint NOT NULL,
    step character varying(30) NOT NULL,
    turn smallint NOT NULL,
    development_id bigint NOT NULL,
    item_id bigint NOT NULL,
    CONSTRAINT development_vote_turn_check CHECK ((turn >= 0)),
    CONSTRAINT vote_on_admission_or_conversion CHECK (((step)::text = ANY ((ARRAY['meeting'::character varying, 'convert_meeting'::character varying])::text[])))
);
ALTER TABLE public.development_vote ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.development_vote_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.django_content_type (
    id integer NOT NULL,
    app_label character varying(100) NOT NULL,
    model character varying(100) NOT NULL
);
ALTER TABLE public.django_content_type ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.django_content_type_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.django_migrations (
    id bigint NOT NULL,
    app character varying(255) NOT NULL,
    name character varying(255) NOT NULL,
    applied timestamp with time zone NOT NULL
);
ALTER TABLE public.django_migrations ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.django_migrations_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.django_session (
    session_key character varying(40) NOT NULL,
    session_data text NOT NULL,
    expire_date timestamp with time zone NOT NULL
);
CREATE TABLE public.dues_branchaccount (
    id bigint NOT NULL,
    state character varying(30) NOT NULL,
    uid uuid NOT NULL,
    year smallint NOT NULL,
    half smallint NOT NULL,
    opening numeric(12,2) NOT NULL,
    receipts numeric(12,2) NOT NULL,
    voluntary numeric(12,2) NOT NULL,
    to_centre numeric(12,2) NOT NULL,
    from_below numeric(12,2) NOT NULL,
    returned numeric(12,2) NOT NULL,
    handed_up numeric(12,2) NOT NULL,
    to_below numeric(12,2) NOT NULL,
    spent numeric(12,2) NOT NULL,
    closing numeric(12,2) NOT NULL,
    prepared_at timestamp with time zone NOT NULL,
    published_at timestamp with time zone,
    case_id bigint NOT NULL,
    organization_id bigint NOT NULL,
    prepared_by_id bigint NOT NULL,
    signed_by_id bigint,
    given_over numeric(12,2) NOT NULL,
    taken_over numeric(12,2) NOT NULL,
    CONSTRAINT account_balances CHECK ((closing = (((((((((opening + receipts) + voluntary) + from_below) + returned) + taken_over) - handed_up) - to_below) - spent) - given_over))),
    CONSTRAINT account_published_is_signed CHECK (((NOT ((state)::text = 'published'::text)) OR ((published_at IS NOT NULL) AND (signed_by_id IS NOT NULL)))),
    CONSTRAINT account_signed_by_other_eyes CHECK ((NOT ((signed_by_id = prepared_by_id) AND (signed_by_id IS NOT NULL)))),
    CONSTRAINT account_state CHECK (((state)::text = ANY ((ARRAY['prepared'::character varying, 'published'::character varying, 'returned'::character varying])::text[]))),
    CONSTRAINT dues_branchaccount_half_check CHECK ((half >= 0)),
    CONSTRAINT dues_branchaccount_year_check CHECK ((year >= 0))
);
ALTER TABLE public.dues_branchaccount ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.dues_branchaccount_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.dues_declaration (
    id bigint NOT NULL,
    valid daterange NOT NULL,
    uid uuid NOT NULL,
    payer character varying(14) NOT NULL,
    base bytea,
    document character varying(120) NOT NULL,
    declared_at timestamp with time zone NOT NULL,
    declared_by_id bigint,
    person_id bigint NOT NULL,
    CONSTRAINT declaration_has_a_base_where_one_counts CHECK ((((base IS NULL) AND ((payer)::text = ANY ((ARRAY['farmer'::character varying, 'student'::character varying, 'low_income'::character varying])::text[]))) OR ((base IS NOT NULL) AND ((payer)::text = ANY ((ARRAY['employed'::character varying, 'annual'::character varying, 'self_employed'::character varying, 'retired'::character varying])::text[])))))
);
ALTER TABLE public.dues_declaration ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.dues_declaration_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.dues_entry (
    id bigint NOT NULL,
    uid uuid NOT NULL,
    kind character varying(10) NOT NULL,
    amount numeric(12,2) NOT NULL,
    "on" date NOT NULL,
    way character varying(8) NOT NULL,
    from_month date,
    to_month date,
    to_centre boolean NOT NULL,
    document character varying(60) NOT NULL,
    note character varying(120) NOT NULL,
    year smallint NOT NULL,
    serial integer NOT NULL,
    reason character varying(120) NOT NULL,
    booked_at timestamp with time zone NOT NULL,
    booked_by_id bigint,
    organization_id bigint NOT NULL,
    other_id bigint,
    payer_id bigint,
    reverses_id bigint,
    CONSTRAINT dues_entry_serial_check CHECK ((serial >= 0)),
    CONSTRAINT dues_entry_year_check CHECK ((year >= 0)),
    CONSTRAINT entry_carried_in_the_books_alone CHECK (((((kind)::text = ANY ((ARRAY['taken_over'::character varying, 'given_over'::character varying])::text[])) AND (other_id IS NOT NULL) AND (reverses_id IS NULL) AND ((way)::text = 'books'::text)) OR ((NOT ((kind)::text = ANY ((ARRAY['taken_over'::character varying, 'given_over'::character varying])::text[]))) AND (NOT ((way)::text = 'books'::text))))),
    CONSTRAINT entry_of_a_payer_or_an_organization CHECK (((((kind)::text = ANY ((ARRAY['receipt'::character varying, 'voluntary'::character varying])::text[])) AND (payer_id IS NOT NULL)) OR ((NOT ((kind)::text = ANY ((ARRAY['receipt'::character varying, 'voluntary'::character varying])::text[]))) AND (payer_id IS NULL)))),
    CONSTRAINT entry_receipt_covers_whole_months CHECK ((((EXTRACT(day FROM from_month) = (1)::numeric) AND ((kind)::text = 'receipt'::text) AND (EXTRACT(day FROM to_month) = (1)::numeric) AND (to_month >= from_month)) OR ((NOT ((kind)::text = 'receipt'::text)) AND (from_month IS NULL) AND (to_month IS NULL)))),
    CONSTRAINT entry_reversed_for_a_reason CHECK (((((reason)::text = ''::text) AND (reverses_id IS NULL)) OR ((reverses_id IS NOT NULL) AND (NOT ((reason)::text = ''::text))))),
    CONSTRAINT entry_sign_by_its_kind CHECK (((reverses_id IS NOT NULL) OR ((amount > (0)::numeric) AND ((kind)::text = ANY ((ARRAY['receipt'::character varying, 'voluntary'::character varying, 'from_below'::character varying, 'returned'::character varying, 'taken_over'::character varying])::text[]))) OR ((NOT ((kind)::text = ANY ((ARRAY['receipt'::character varying, 'voluntary'::character varying, 'from_below'::character varying, 'returned'::character varying, 'taken_over'::character varying])::text[]))) AND (amount < (0)::numeric)))),
    CONSTRAINT entry_to_centre_is_voluntary CHECK (((NOT to_centre) OR ((kind)::text = 'voluntary'::text)))
);
ALTER TABLE public.dues_entry ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.dues_entry_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.dues_farmeramount (
    id bigint NOT NULL,
    valid daterange NOT NULL,
    amount numeric(4,2) NOT NULL,
    document character varying(120) NOT NULL,
    organization_id bigint NOT NULL,
    CONSTRAINT farmer_amount_says_by_which_paper CHECK ((NOT ((document)::text = ''::text)))
);
ALTER TABLE public.dues_farmeramount ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.dues_farmeramount_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.dues_relief (
    id bigint NOT NULL,
    state character varying(30) NOT NULL,
    uid uuid NOT NULL,
    kind character varying(8) NOT NULL,
    amount numeric(9,2),
    from_month date NOT NULL,
    to_month date NOT NULL,
    reason bytea NOT NULL,
    document character varying(120) NOT NULL,
    case_id bigint NOT NULL,
    decided_by_id bigint,
    organization_id bigint NOT NULL,
    person_id bigint NOT NULL,
    proposed_by_id bigint NOT NULL,
    ended_by_id bigint,
    ended_from date,
    ended_reason bytea,
    CONSTRAINT relief_amount_where_less CHECK ((((amount IS NULL) AND ((kind)::text = 'exempt'::text)) OR ((amount > (0)::numeric) AND ((kind)::text = 'less'::text)))),
    CONSTRAINT relief_approved_by_somebody_with_a_paper CHECK (((NOT ((state)::text = 'approved'::text)) OR ((decided_by_id IS NOT NULL) AND (NOT ((document)::text = ''::text))))),
    CONSTRAINT relief_decided_by_other_eyes CHECK ((NOT ((decided_by_id = proposed_by_id) AND (decided_by_id IS NOT NULL)))),
    CONSTRAINT relief_ended_early_within_its_months CHECK ((((ended_from IS NULL) AND (ended_reason IS NULL)) OR ((EXTRACT(day FROM ended_from) = (1)::numeric) AND (ended_from >= from_month) AND (ended_from <= to_month) AND (ended_reason IS NOT NULL) AND ((state)::text = 'approved'::text)))),
    CONSTRAINT relief_of_whole_months CHECK (((EXTRACT(day FROM from_month) = (1)::numeric) AND (EXTRACT(day FROM to_month) = (1)::numeric) AND (to_month >= from_month))),
    CONSTRAINT relief_state CHECK (((state)::text = ANY ((ARRAY['proposed'::character varying, 'approved'::character varying, 'refused'::character varying, 'withdrawn'::character varying])::text[])))
);
ALTER TABLE public.dues_relief ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.dues_relief_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.dues_share (
    id bigint NOT NULL,
    month date NOT NULL,
    amount numeric(12,2) NOT NULL,
    entry_id bigint NOT NULL,
    place_id bigint DEFAULT 0 NOT NULL,
    payer_id bigint,
    CONSTRAINT share_of_a_whole_month CHECK ((EXTRACT(day FROM month) = (1)::numeric))
);
ALTER TABLE public.dues_share ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.dues_share_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.feeds_entry (
    id bigint NOT NULL,
    uid uuid NOT NULL,
    title character varying(200) NOT NULL,
    link character varying(500) NOT NULL,
    dated_at timestamp with time zone,
    seen_at timestamp with time zone NOT NULL,
    link_key character varying(64) NOT NULL,
    title_key character varying(64) NOT NULL,
    state character varying(6) NOT NULL,
    decided_at timestamp with time zone,
    decided_by_id bigint,
    source_id bigint NOT NULL,
    CONSTRAINT entry_decided_by_somebody CHECK ((((state)::text = 'new'::text) OR ((decided_at IS NOT NULL) AND (decided_by_id IS NOT NULL)))),
    CONSTRAINT entry_leads_to_a_page CHECK ((((link)::text ~~ 'http://%'::text) OR ((link)::text ~~ 'https://%'::text)))
);
ALTER TABLE public.feeds_entry ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.feeds_entry_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.feeds_sighting (
    id bigint NOT NULL,
    key character varying(64) NOT NULL,
    at timestamp with time zone NOT NULL,
    entry_id bigint NOT NULL,
    source_id bigint NOT NULL
);
ALTER TABLE public.feeds_sighting ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.feeds_sighting_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.feeds_source (
    id bigint NOT NULL,
    uid uuid NOT NULL,
    title character varying(40) NOT NULL,
    issuer character varying(60) NOT NULL,
    address character varying(500) NOT NULL,
    approved_at timestamp with time zone NOT NULL,
    stopped_at timestamp with time zone,
    reason character varying(200) NOT NULL,
    etag character varying(200) NOT NULL,
    modified character varying(60) NOT NULL,
    tried_at timestamp with time zone,
    failing_since timestamp with time zone,
    failure character varying(200) NOT NULL,
    damaged boolean NOT NULL,
    approved_by_id bigint NOT NULL,
    organization_id bigint NOT NULL,
    CONSTRAINT source_failing_says_why CHECK ((((failing_since IS NULL) AND ((failure)::text = ''::text)) OR ((failing_since IS NOT NULL) AND (NOT ((failure)::text = ''::text))))),
    CONSTRAINT source_stopped_says_why CHECK (((((reason)::text = ''::text) AND (stopped_at IS NULL)) OR ((stopped_at IS NOT NULL) AND (NOT ((reason)::text = ''::text)))))
);
ALTER TABLE public.feeds_source ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.feeds_source_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.flow_absence (
    id bigint NOT NULL,
    uid uuid NOT NULL,
    from_on date NOT NULL,
    until_on date NOT NULL,
    ended_on date,
    person_id bigint NOT NULL,
    substitute_id bigint NOT NULL,
    CONSTRAINT absence_ends_after_it_began CHECK ((until_on >= from_on)),
    CONSTRAINT absence_substitute_is_another CHECK ((NOT (person_id = substitute_id)))
);
ALTER TABLE public.flow_absence ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.flow_absence_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.flow_bar (
    id bigint NOT NULL,
    uid uuid NOT NULL,
    reason bytea NOT NULL,
    at timestamp with time zone NOT NULL,
    lifted_at timestamp with time zone,
    organization_id bigint,
    person_id bigint,
    case_id bigint NOT NULL,
    CONSTRAINT bar_of_an_organization_or_a_person CHECK ((((organization_id IS NOT NULL) AND (person_id IS NULL)) OR ((organization_id IS NULL) AND (person_id IS NOT NULL))))
);
ALTER TABLE public.flow_bar ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.flow_bar_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.flow_case (
    id bigint NOT NULL,
    uid uuid NOT NULL,
    opened_at timestamp with time zone NOT NULL,
    closed_at timestamp with time zone,
    round integer NOT NULL,
    continues_id bigint,
    organization_id bigint NOT NULL,
    edition_id bigint NOT NULL,
    CONSTRAINT flow_case_round_check CHECK ((round >= 0))
);
ALTER TABLE public.flow_case ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.flow_case_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.flow_caseterm (
    id bigint NOT NULL,
    uid uuid NOT NULL,
    clock character varying(30) NOT NULL,
    rule uuid NOT NULL,
    started_on date NOT NULL,
    days smallint NOT NULL,
    unit character varying(10) NOT NULL,
    paused_days smallint NOT NULL,
    due_on date,
    ended_on date,
    theirs boolean NOT NULL,
    warned_on date,
    escalated_on date,
    level smallint NOT NULL,
    case_id bigint NOT NULL,
    CONSTRAINT flow_caseterm_days_check CHECK ((days >= 0)),
    CONSTRAINT flow_caseterm_level_check CHECK ((level >= 0)),
    CONSTRAINT flow_caseterm_paused_days_check CHECK ((paused_days >= 0))
);
ALTER TABLE public.flow_caseterm ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.flow_caseterm_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.flow_edition (
    id bigint NOT NULL,
    uid uuid NOT NULL,
    number smallint,
    "table" smallint NOT NULL,
    note character varying(200) NOT NULL,
    published_at timestamp with time zone,
    published_by_id bigint,
    procedure_id bigint NOT NULL,
    CONSTRAINT edition_published_has_number CHECK ((((number IS NULL) AND (published_at IS NULL)) OR ((number IS NOT NULL) AND (published_at IS NOT NULL)))),
    CONSTRAINT flow_edition_number_check CHECK ((number >= 0)),
    CONSTRAINT flow_edition_table_check CHECK (("table" >= 0))
);
ALTER TABLE public.flow_edition ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.flow_edition_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.flow_editionpaper (
    id bigint NOT NULL,
    move character varying(30) NOT NULL,
    title character varying(60) NOT NULL,
    edition_id bigint NOT NULL
);
ALTER TABLE public.flow_editionpaper ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.flow_editionpaper_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.flow_editionrecipient (
    id bigint NOT NULL,
    part character varying(30) NOT NULL,
    edition_id bigint NOT NULL,
    organization_id bigint NOT NULL
);
ALTER TABLE public.flow_editionrecipient ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.flow_editionrecipient_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.flow_editionterm (
    id bigint NOT NULL,
    clock character varying(30) NOT NULL,
    days smallint,
    warn_days smallint NOT NULL,
    edition_id bigint NOT NULL,
    CONSTRAINT flow_editionterm_days_check CHECK ((days >= 0)),
    CONSTRAINT flow_editionterm_warn_days_check CHECK ((warn_days >= 0))
);
ALTER TABLE public.flow_editionterm ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.flow_editionterm_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.flow_editionword (
    id bigint NOT NULL,
    name character varying(30) NOT NULL,
    says character varying(20) NOT NULL,
    edition_id bigint NOT NULL,
    CONSTRAINT word_says_something CHECK ((NOT ((says)::text = ''::text)))
);
ALTER TABLE public.flow_editionword ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.flow_editionword_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.flow_extension (
    id bigint NOT NULL,
    uid uuid NOT NULL,
    days smallint NOT NULL,
    reason bytea NOT NULL,
    asked_at timestamp with time zone NOT NULL,
    granted boolean,
    decided_at timestamp with time zone,
    asked_by_id bigint NOT NULL,
    decided_by_id bigint,
    term_id bigint NOT NULL,
    todo_id bigint NOT NULL,
    CONSTRAINT extension_decided_by_other_eyes CHECK ((((decided_at IS NULL) AND (decided_by_id IS NULL) AND (granted IS NULL)) OR ((decided_at IS NOT NULL) AND (decided_by_id IS NOT NULL) AND (granted IS NOT NULL) AND (NOT ((decided_by_id = asked_by_id) AND (decided_by_id IS NOT NULL)))))),
    CONSTRAINT flow_extension_days_check CHECK ((days >= 0))
);
ALTER TABLE public.flow_extension ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.flow_extension_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.flow_pause (
    id bigint NOT NULL,
    uid uuid NOT NULL,
    reason character varying(100) NOT NULL,
    from_on date NOT NULL,
    until_on date,
    term_id bigint NOT NULL,
    CONSTRAINT pause_ends_after_it_began CHECK (((until_on IS NULL) OR (until_on >= from_on)))
);
ALTER TABLE public.flow_pause ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.flow_pause_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.flow_procedure (
    id bigint NOT NULL,
    uid uuid NOT NULL,
    key character varying(40) NOT NULL,
    says character varying(40) NOT NULL
);
ALTER TABLE public.flow_procedure ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.flow_procedure_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.flow_step (
    id bigint NOT NULL,
    uid uuid NOT NULL,
    round integer NOT NULL,
    move character varying(30) NOT NULL,
    part character varying(30) NOT NULL,
    from_state character varying(30) NOT NULL,
    to_state character varying(30) NOT NULL,
    at timestamp with time zone NOT NULL,
    words bytea,
    behalf_id bigint,
    by_id bigint,
    case_id bigint NOT NULL,
    office_id bigint,
    CONSTRAINT flow_step_round_check CHECK ((round >= 0))
);
ALTER TABLE public.flow_step ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.flow_step_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.flow_todo (
    id bigint NOT NULL,
    uid uuid NOT NULL,
    what character varying(200) NOT NULL,
    note character varying(200) NOT NULL,
    "right" character varying(20) NOT NULL,
    opened_at timestamp with time zone NOT NULL,
    due_on date,
    closed_at timestamp with time zone,
    outcome character varying(10) NOT NULL,
    asked_by_id bigint,
    closed_by_id bigint,
    for_organization_id bigint,
    for_person_id bigint,
    received_at timestamp with time zone,
    received_by_id bigint,
    task character varying(12) NOT NULL,
    urged_at timestamp with time zone,
    case_id bigint,
    CONSTRAINT todo_closed_after_opening CHECK (((closed_at IS NULL) OR (closed_at >= opened_at))),
    CONSTRAINT todo_closed_has_outcome_and_closer CHECK ((((closed_at IS NULL) AND (closed_by_id IS NULL) AND ((outcome)::text = ''::text)) OR ((closed_at IS NOT NULL) AND ((outcome)::text = ANY ((ARRAY['done'::character varying, 'withdrawn'::character varying, 'passed_on'::character varying])::text[])) AND ((closed_by_id IS NOT NULL) OR (case_id IS NOT NULL))))),
    CONSTRAINT todo_for_a_person_or_an_office CHECK ((((for_organization_id IS NULL) AND (for_person_id IS NOT NULL) AND (("right")::text = ''::text)) OR ((for_organization_id IS NOT NULL) AND (for_person_id IS NULL) AND (NOT (("right")::text = ''::text))))),
    CONSTRAINT todo_says_what CHECK ((NOT ((what)::text = ''::text)))
);
ALTER TABLE public.flow_todo ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.flow_todo_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.flow_transfer (
    id bigint NOT NULL,
    uid uuid NOT NULL,
    at timestamp with time zone NOT NULL,
    undone_at timestamp with time zone,
    by_id bigint NOT NULL,
    case_id bigint NOT NULL,
    from_edition_id bigint NOT NULL,
    to_edition_id bigint NOT NULL,
    undone_by_id bigint,
    CONSTRAINT transfer_undone_by_somebody CHECK ((((undone_at IS NULL) AND (undone_by_id IS NULL)) OR ((undone_at IS NOT NULL) AND (undone_by_id IS NOT NULL))))
);
ALTER TABLE public.flow_transfer ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.flow_transfer_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.forum_answer (
    id bigint NOT NULL,
    uid uuid NOT NULL,
    text text NOT NULL,
    at timestamp with time zone NOT NULL,
    by_id bigint NOT NULL,
    topic_id bigint NOT NULL,
    CONSTRAINT answer_says_something CHECK ((NOT (text = ''::text)))
);
ALTER TABLE public.forum_answer ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.forum_answer_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.forum_consultation (
    id bigint NOT NULL,
    uid uuid NOT NULL,
    subject character varying(60) NOT NULL,
    question text NOT NULL,
    asked_at timestamp with time zone NOT NULL,
    stage character varying(10) NOT NULL,
    words character varying(200) NOT NULL,
    answer text NOT NULL,
    answered_at timestamp with time zone,
    reach character varying(8) NOT NULL,
    noted_at timestamp with time zone,
    answered_by_id bigint,
    asker_id bigint NOT NULL,
    organization_id bigint NOT NULL,
    todo_id bigint,
    expert_id bigint NOT NULL,
    CONSTRAINT consultation_answered_by_somebody_else CHECK ((((answer = ''::text) AND (answered_at IS NULL) AND (answered_by_id IS NULL) AND (NOT ((stage)::text = ANY ((ARRAY['answered'::character varying, 'noted'::character varying])::text[])))) OR ((answered_at IS NOT NULL) AND (answered_by_id IS NOT NULL) AND (NOT (answer = ''::text)) AND (NOT ((answered_by_id = asker_id) AND (answered_by_id IS NOT NULL)))))),
    CONSTRAINT consultation_noted_for_somebody CHECK ((((noted_at IS NOT NULL) AND ((stage)::text = 'noted'::text) AND (NOT ((reach)::text = ''::text))) OR ((NOT ((stage)::text = 'noted'::text)) AND (noted_at IS NULL) AND ((reach)::text = ''::text))))
);
ALTER TABLE public.forum_consultation ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.forum_consultation_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.forum_contribution (
    id bigint NOT NULL,
    uid uuid NOT NULL,
    receipt_index bytea,
    at timestamp with time zone NOT NULL,
    state character varying(6) NOT NULL,
    hold character varying(6) NOT NULL,
    hold_reason character varying(12) NOT NULL,
    text text NOT NULL,
    kept bytea,
    author_id bigint,
    removal_id bigint,
    thread_id bigint NOT NULL,
    CONSTRAINT contribution_held_for_something CHECK (((((state)::text = 'held'::text) AND (NOT ((hold)::text = ''::text))) OR ((NOT ((state)::text = 'held'::text)) AND ((hold)::text = ''::text)))),
    CONSTRAINT contribution_hidden_by_a_removal CHECK ((((removal_id IS NOT NULL) AND ((state)::text = 'hidden'::text)) OR ((NOT ((state)::text = 'hidden'::text)) AND (removal_id IS NULL)))),
    CONSTRAINT contribution_of_a_member_or_of_a_code CHECK ((((author_id IS NOT NULL) AND (receipt_index IS NULL)) OR ((author_id IS NULL) AND (receipt_index IS NOT NULL)))),
    CONSTRAINT contribution_put_aside_for_a_reason CHECK (((((hold)::text = 'look'::text) AND (NOT ((hold_reason)::text = ''::text))) OR ((NOT ((hold)::text = 'look'::text)) AND ((hold_reason)::text = ''::text)))),
    CONSTRAINT contribution_words_open_only_while_shown CHECK ((((kept IS NULL) AND ((state)::text = 'shown'::text) AND (NOT (text = ''::text))) OR ((kept IS NOT NULL) AND ((state)::text = ANY ((ARRAY['held'::character varying, 'hidden'::character varying])::text[])) AND (text = ''::text))))
);
ALTER TABLE public.forum_contribution ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.forum_contribution_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.forum_expert (
    id bigint NOT NULL,
    uid uuid NOT NULL,
    field character varying(30) NOT NULL,
    named_on date NOT NULL,
    ended_on date,
    named_by_id bigint NOT NULL,
    organization_id bigint NOT NULL,
    person_id bigint NOT NULL
);
ALTER TABLE public.forum_expert ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.forum_expert_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.forum_opinion (
    id bigint NOT NULL,
    uid uuid NOT NULL,
    page character varying(30) NOT NULL,
    kept bytea NOT NULL,
    given_on date NOT NULL,
    text text NOT NULL,
    answer text NOT NULL,
    answered_at timestamp with time zone,
    reason character varying(12) NOT NULL,
    clause character varying(120) NOT NULL,
    answered_by_id bigint,
    todo_id bigint NOT NULL,
    CONSTRAINT opinion_answered_is_shown_or_says_why_not CHECK (((answer = ''::text) OR ((NOT (text = ''::text)) AND ((clause)::text = ''::text) AND ((reason)::text = ''::text)) OR ((text = ''::text) AND (NOT ((reason)::text = ''::text)) AND (NOT ((clause)::text = ''::text))))),
    CONSTRAINT opinion_shown_with_its_answer CHECK ((((answer = ''::text) AND (answered_at IS NULL) AND (answered_by_id IS NULL) AND ((reason)::text = ''::text) AND (text = ''::text)) OR ((NOT (answer = ''::text)) AND (answered_at IS NOT NULL) AND (answered_by_id IS NOT NULL))))
);
ALTER TABLE public.forum_opinion ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.forum_opinion_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.forum_paper (
    id bigint NOT NULL,
    uid uuid NOT NULL,
    byline character varying(40) NOT NULL,
    title character varying(60) NOT NULL,
    abstract text NOT NULL,
    text text NOT NULL,
    state character varying(10) NOT NULL,
    submitted_at timestamp with time zone NOT NULL,
    decided_at timestamp with time zone,
    reasons character varying(500) NOT NULL,
    author_id bigint NOT NULL,
    decided_by_id bigint,
    todo_id bigint,
    seminar_id bigint NOT NULL,
    thread_id bigint,
    CONSTRAINT paper_decided_by_somebody_else_with_reasons CHECK ((((decided_at IS NULL) AND (decided_by_id IS NULL) AND ((state)::text = ANY ((ARRAY['submitted'::character varying, 'reviewed'::character varying, 'withdrawn'::character varying])::text[]))) OR ((decided_at IS NOT NULL) AND (decided_by_id IS NOT NULL) AND ((state)::text = ANY ((ARRAY['accepted'::character varying, 'declined'::character varying])::text[])) AND (NOT ((decided_by_id = author_id) AND (decided_by_id IS NOT NULL))) AND (NOT ((reasons)::text = ''::text))))),
    CONSTRAINT paper_discussed_once_accepted CHECK (((((state)::text = 'accepted'::text) AND (thread_id IS NOT NULL)) OR ((NOT ((state)::text = 'accepted'::text)) AND (thread_id IS NULL))))
);
ALTER TABLE public.forum_paper ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.forum_paper_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.forum_removal (
    id bigint NOT NULL,
    uid uuid NOT NULL,
    reason character varying(12) NOT NULL,
    clause character varying(120) NOT NULL,
    words character varying(300) NOT NULL,
    hidden_at timestamp with time zone NOT NULL,
    appeal bytea,
    appealed_at timestamp with time zone,
    outcome character varying(8) NOT NULL,
    ended_at timestamp with time zone,
    answer character varying(300) NOT NULL,
    contribution_id bigint NOT NULL,
    ended_by_id bigint,
    hidden_by_id bigint NOT NULL,
    judge_id bigint NOT NULL,
    todo_id bigint,
    CONSTRAINT removal_appeal_calls_its_judge CHECK ((((appeal IS NULL) AND (appealed_at IS NULL) AND (todo_id IS NULL)) OR ((appeal IS NOT NULL) AND (appealed_at IS NOT NULL) AND (todo_id IS NOT NULL)))),
    CONSTRAINT removal_appeal_decided_by_other_eyes CHECK (((NOT ((outcome)::text = ANY ((ARRAY['upheld'::character varying, 'granted'::character varying])::text[]))) OR ((appealed_at IS NOT NULL) AND (NOT ((ended_by_id = hidden_by_id) AND (ended_by_id IS NOT NULL))) AND (NOT ((answer)::text = ''::text))))),
    CONSTRAINT removal_ended_by_somebody CHECK ((((ended_at IS NULL) AND (ended_by_id IS NULL) AND ((outcome)::text = ''::text)) OR ((NOT ((outcome)::text = ''::text)) AND (ended_at IS NOT NULL) AND (ended_by_id IS NOT NULL)))),
    CONSTRAINT removal_has_reason_and_clause CHECK ((((reason)::text = ANY ((ARRAY['personal'::character varying, 'secrecy'::character varying, 'insult'::character varying, 'advertising'::character varying, 'illegal'::character varying, 'off_topic'::character varying])::text[])) AND (NOT ((clause)::text = ''::text)))),
    CONSTRAINT removal_judged_by_somebody_else CHECK ((NOT (judge_id = hidden_by_id)))
);
ALTER TABLE public.forum_removal ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.forum_removal_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.forum_review (
    id bigint NOT NULL,
    uid uuid NOT NULL,
    asked_at timestamp with time zone NOT NULL,
    due_on date NOT NULL,
    advice character varying(8) NOT NULL,
    reasons text NOT NULL,
    done_at timestamp with time zone,
    asked_by_id bigint NOT NULL,
    author_id bigint NOT NULL,
    author_branch_id bigint,
    expert_id bigint NOT NULL,
    paper_id bigint NOT NULL,
    reviewer_id bigint NOT NULL,
    reviewer_branch_id bigint,
    todo_id bigint NOT NULL,
    CONSTRAINT review_done_has_advice_and_reasons CHECK (((((advice)::text = ''::text) AND (done_at IS NULL) AND (reasons = ''::text)) OR ((done_at IS NOT NULL) AND (NOT ((advice)::text = ''::text)) AND (NOT (reasons = ''::text))))),
    CONSTRAINT review_not_by_the_author CHECK ((NOT (reviewer_id = author_id))),
    CONSTRAINT review_not_from_the_authors_branch CHECK (((reviewer_branch_id IS NULL) OR (author_branch_id IS NULL) OR (NOT ((reviewer_branch_id = author_branch_id) AND (reviewer_branch_id IS NOT NULL) AND (author_branch_id IS NOT NULL)))))
);
ALTER TABLE public.forum_review ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.forum_review_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.forum_seminar (
    id bigint NOT NULL,
    uid uuid NOT NULL,
    title character varying(60) NOT NULL,
    call text NOT NULL,
    last_day date NOT NULL,
    opened_at timestamp with time zone NOT NULL,
    opened_by_id bigint NOT NULL,
    organization_id bigint NOT NULL
);
ALTER TABLE public.forum_seminar ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.forum_seminar_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.forum_thread (
    id bigint NOT NULL,
    uid uuid NOT NULL,
    title character varying(60) NOT NULL,
    audience character varying(10) NOT NULL,
    screening character varying(10) NOT NULL,
    from_on date NOT NULL,
    until_on date,
    opened_at timestamp with time zone NOT NULL,
    closed_at timestamp with time zone,
    opened_by_id bigint NOT NULL,
    organization_id bigint NOT NULL,
    todo_id bigint,
    CONSTRAINT thread_ends_after_it_begins CHECK (((until_on IS NULL) OR (until_on >= from_on)))
);
ALTER TABLE public.forum_thread ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.forum_thread_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.forum_topic (
    id bigint NOT NULL,
    question text NOT NULL,
    summary text NOT NULL,
    thread_id bigint NOT NULL
);
ALTER TABLE public.forum_topic ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.forum_topic_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.handover_call (
    id bigint NOT NULL,
    todo_id bigint NOT NULL,
    handover_id bigint NOT NULL
);
ALTER TABLE public.handover_call ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.handover_call_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.handover_handover (
    id bigint NOT NULL,
    uid uuid NOT NULL,
    document character varying(120) NOT NULL,
    agreed_on date NOT NULL,
    state character varying(10) NOT NULL,
    round integer NOT NULL,
    started_at timestamp with time zone NOT NULL,
    in_place_of bytea,
    sent_at timestamp with time zone,
    assented_at timestamp with time zone,
    giver_signed_at timestamp with time zone,
    successor_signed_at timestamp with time zone,
    ended_at timestamp with time zone,
    withdrawn_for bytea,
    assented_by_id bigint,
    consent_id bigint,
    cooling_off_id bigint,
    giver_id bigint NOT NULL,
    giver_signed_by_id bigint,
    organization_id bigint NOT NULL,
    started_by_id bigint NOT NULL,
    successor_id bigint NOT NULL,
    CONSTRAINT handover_assented_by_another CHECK ((((assented_at IS NULL) AND (assented_by_id IS NULL)) OR ((assented_at IS NOT NULL) AND (assented_by_id IS NOT NULL) AND (NOT ((assented_by_id = giver_id) AND (assented_by_id IS NOT NULL))) AND (NOT ((assented_by_id = successor_id) AND (assented_by_id IS NOT NULL)))))),
    CONSTRAINT handover_done_is_signed_by_both CHECK (((NOT ((state)::text = ANY ((ARRAY['signed'::character varying, 'done'::character varying])::text[]))) OR ((giver_signed_at IS NOT NULL) AND (successor_signed_at IS NOT NULL) AND (((state)::text = 'signed'::text) OR (ended_at IS NOT NULL))))),
    CONSTRAINT handover_handover_round_check CHECK ((round >= 0)),
    CONSTRAINT handover_signed_by_whom_it_says CHECK ((((giver_signed_at IS NULL) AND (giver_signed_by_id IS NULL)) OR ((giver_signed_at IS NOT NULL) AND ((giver_signed_by_id = giver_id) OR (in_place_of IS NOT NULL))))),
    CONSTRAINT handover_to_another CHECK (((NOT (giver_id = successor_id)) AND (NOT ((giver_signed_by_id = successor_id) AND (giver_signed_by_id IS NOT NULL)))))
);
ALTER TABLE public.handover_handover ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.handover_handover_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.handover_line (
    id bigint NOT NULL,
    uid uuid NOT NULL,
    kind character varying(10) NOT NULL,
    title character varying(200) NOT NULL,
    detail character varying(200) NOT NULL,
    by_hand boolean NOT NULL,
    barred boolean NOT NULL,
    gone boolean NOT NULL,
    verdict character varying(10) NOT NULL,
    remark bytea,
    reason bytea,
    answer bytea,
    grant_id bigint,
    handover_id bigint NOT NULL,
    post_id bigint,
    todo_id bigint,
    CONSTRAINT line_missing_with_a_reason CHECK (((NOT ((verdict)::text = 'missing'::text)) OR (reason IS NOT NULL)))
);
ALTER TABLE public.handover_line ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.handover_line_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.handover_review (
    id bigint NOT NULL,
    uid uuid NOT NULL,
    due_on date NOT NULL,
    done_at timestamp with time zone,
    finding bytea,
    cooling_off_id bigint NOT NULL,
    done_by_id bigint,
    CONSTRAINT review_done_by_somebody_with_a_finding CHECK ((((done_at IS NULL) AND (done_by_id IS NULL) AND (finding IS NULL)) OR ((done_at IS NOT NULL) AND (done_by_id IS NOT NULL) AND (finding IS NOT NULL))))
);
ALTER TABLE public.handover_review ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.handover_review_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.honours_drive (
    id bigint NOT NULL,
    uid uuid NOT NULL,
    of character varying(12) NOT NULL,
    award character varying(40) NOT NULL,
    document character varying(120) NOT NULL,
    criteria text NOT NULL,
    places smallint,
    opened_on date NOT NULL,
    closes_on date NOT NULL,
    office_id bigint NOT NULL,
    opened_by_id bigint NOT NULL,
    CONSTRAINT drive_closes_after_it_opened CHECK ((closes_on >= opened_on)),
    CONSTRAINT drive_places_are_some CHECK (((places IS NULL) OR (places >= 1))),
    CONSTRAINT honours_drive_places_check CHECK ((places >= 0))
);
ALTER TABLE public.honours_drive ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.honours_drive_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.honours_honour (
    id bigint NOT NULL,
    uid uuid NOT NULL,
    award character varying(40) NOT NULL,
    issuer character varying(80) NOT NULL,
    document character varying(120) NOT NULL,
    granted_on date NOT NULL,
    entered_at timestamp with time zone NOT NULL,
    revoked_on date,
    revoked_document character varying(120) NOT NULL,
    revoked_reason character varying(200) NOT NULL,
    entered_by_id bigint NOT NULL,
    person_id bigint,
    unit_id bigint,
    nomination_id bigint,
    CONSTRAINT honour_of_one CHECK ((((person_id IS NOT NULL) AND (unit_id IS NULL)) OR ((person_id IS NULL) AND (unit_id IS NOT NULL)))),
    CONSTRAINT honour_revoked_with_reason CHECK (((((revoked_document)::text = ''::text) AND (revoked_on IS NULL) AND ((revoked_reason)::text = ''::text)) OR ((revoked_on >= granted_on) AND (NOT ((revoked_reason)::text = ''::text)) AND (NOT ((revoked_document)::text = ''::text)))))
);
ALTER TABLE public.honours_honour ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.honours_honour_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.honours_nomination (
    id bigint NOT NULL,
    state character varying(30) NOT NULL,
    uid uuid NOT NULL,
    deeds text NOT NULL,
    author_id bigint NOT NULL,
    case_id bigint NOT NULL,
    drive_id bigint NOT NULL,
    notice_id bigint,
    organization_id bigint NOT NULL,
    person_id bigint,
    unit_id bigint,
    CONSTRAINT nomination_noticed_has_its_notice CHECK (((NOT ((state)::text = ANY ((ARRAY['noticed'::character varying, 'awarded'::character varying])::text[]))) OR (notice_id IS NOT NULL))),
    CONSTRAINT nomination_of_one CHECK ((((person_id IS NOT NULL) AND (unit_id IS NULL)) OR ((person_id IS NULL) AND (unit_id IS NOT NULL)))),
    CONSTRAINT nomination_state CHECK (((state)::text = ANY ((ARRAY['nominated'::character varying, 'returned'::character varying, 'shortlisted'::character varying, 'noticed'::character varying, 'awarded'::character varying, 'refused'::character varying, 'withdrawn'::character varying])::text[])))
);
ALTER TABLE public.honours_nomination ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.honours_nomination_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.kernel_cosignature (
    id bigint NOT NULL,
    size bigint NOT NULL,
    at timestamp with time zone NOT NULL,
    line character varying(400) NOT NULL,
    received_at timestamp with time zone NOT NULL,
    witness_id bigint NOT NULL
);
ALTER TABLE public.kernel_cosignature ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.kernel_cosignature_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.kernel_holidaynotice (
    id bigint NOT NULL,
    uid uuid NOT NULL,
    year smallint NOT NULL,
    holidays jsonb NOT NULL,
    makeup jsonb NOT NULL,
    title character varying(200) NOT NULL,
    number character varying(60) NOT NULL,
    number_confirmation character varying(1) NOT NULL,
    issued_on date,
    source text NOT NULL,
    seeded boolean NOT NULL,
    imported_on date NOT NULL,
    superseded_on date,
    replaces_id bigint,
    CONSTRAINT holiday_notice_year CHECK (((year >= 1900) AND (year <= 2200))),
    CONSTRAINT kernel_holidaynotice_year_check CHECK ((year >= 0))
);
ALTER TABLE public.kernel_holidaynotice ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.kernel_holidaynotice_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.kernel_instrument (
    id bigint NOT NULL,
    uid uuid NOT NULL,
    key character varying(60) NOT NULL,
    title character varying(200) NOT NULL,
    number character varying(60) NOT NULL,
    issuer character varying(100) NOT NULL,
    issued_on date,
    effective_from date NOT NULL,
    effective_to date,
    source text NOT NULL,
    confirmation character varying(1) NOT NULL,
    note text NOT NULL,
    repealed_by_id bigint,
    CONSTRAINT instrument_ends_after_it_begins CHECK (((effective_to IS NULL) OR (effective_to > effective_from)))
);
ALTER TABLE public.kernel_instrument ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.kernel_instrument_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.kernel_knownwitness (
    id bigint NOT NULL,
    name character varying(120) NOT NULL,
    key character varying(300) NOT NULL,
    admitted_at timestamp with time zone NOT NULL,
    ended_at timestamp with time zone
);
ALTER TABLE public.kernel_knownwitness ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.kernel_knownwitness_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.kernel_leaf (
    id bigint NOT NULL,
    at timestamp with time zone NOT NULL,
    actor_account bigint,
    actor_person uuid,
    actor_role character varying(32) NOT NULL,
    behalf_person uuid,
    verb character varying(64) NOT NULL,
    subject_kind character varying(32) NOT NULL,
    subject_uid uuid NOT NULL,
    path text NOT NULL COLLATE pg_catalog."C",
    salt bytea NOT NULL,
    body text NOT NULL,
    digest bytea NOT NULL
);
ALTER TABLE public.kernel_leaf ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.kernel_leaf_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.kernel_localoverride (
    id bigint NOT NULL,
    uid uuid NOT NULL,
    organization_uid uuid NOT NULL,
    path text NOT NULL COLLATE pg_catalog."C",
    value jsonb NOT NULL,
    effective daterange NOT NULL,
    reason text NOT NULL,
    set_on date NOT NULL,
    set_by_account bigint,
    set_by_role character varying(32) NOT NULL,
    withdrawn_on date,
    rule_id bigint NOT NULL,
    CONSTRAINT local_override_has_a_first_day CHECK (((NOT isempty(effective)) AND (NOT lower_inf(effective))))
);
ALTER TABLE public.kernel_localoverride ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.kernel_localoverride_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.kernel_logcheckpoint (
    number bigint NOT NULL,
    size bigint NOT NULL,
    root bytea NOT NULL,
    note text NOT NULL,
    settled bigint NOT NULL
);
CREATE TABLE public.kernel_position (
    "position" bigint NOT NULL,
    hash bytea NOT NULL,
    leaf_id bigint NOT NULL
);
CREATE TABLE public.kernel_rule (
    id bigint NOT NULL,
    uid uuid NOT NULL,
    key character varying(80) NOT NULL COLLATE pg_catalog."C",
    sentence character varying(300) NOT NULL,
    unit character varying(16) NOT NULL,
    direction character varying(16) NOT NULL,
    value_type character varying(16) NOT NULL,
    fixed boolean NOT NULL,
    seed_digest character varying(64) NOT NULL
);
ALTER TABLE public.kernel_rule ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.kernel_rule_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.kernel_ruleversion (
    id bigint NOT NULL,
    uid uuid NOT NULL,
    clause character varying(60) NOT NULL,
    value jsonb NOT NULL,
    effective daterange NOT NULL,
    source text NOT NULL,
    confirmation character varying(1) NOT NULL,
    note text NOT NULL,
    seeded boolean NOT NULL,
    entered_on date NOT NULL,
    superseded_on date,
    instrument_id bigint NOT NULL,
    rule_id bigint NOT NULL,
    CONSTRAINT rule_version_has_a_first_day CHECK (((NOT isempty(effective)) AND (NOT lower_inf(effective))))
);
ALTER TABLE public.kernel_ruleversion ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.kernel_ruleversion_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.kernel_sm3node (
    level smallint NOT NULL,
    number bigint NOT NULL,
    hash bytea NOT NULL
);
CREATE TABLE public.kernel_tally (
    id bigint NOT NULL,
    kind character varying(8) NOT NULL,
    hour timestamp with time zone NOT NULL,
    count bigint NOT NULL,
    CONSTRAINT kernel_tally_count_check CHECK ((count >= 0))
);
ALTER TABLE public.kernel_tally ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.kernel_tally_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.kernel_treenode (
    level smallint NOT NULL,
    number bigint NOT NULL,
    hash bytea NOT NULL
);
CREATE TABLE public.kernel_usedformkey (
    key uuid NOT NULL,
    account bigint,
    path text NOT NULL,
    used_at timestamp with time zone NOT NULL,
    outcome text NOT NULL
);
CREATE TABLE public.kernel_verification (
    id bigint NOT NULL,
    at timestamp with time zone NOT NULL,
    seconds double precision NOT NULL,
    good boolean NOT NULL,
    size bigint NOT NULL,
    checkpoints bigint NOT NULL,
    waiting bigint NOT NULL,
    faults bigint NOT NULL,
    told text NOT NULL
);
ALTER TABLE public.kernel_verification ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.kernel_verification_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.library_admission (
    id bigint NOT NULL,
    state character varying(30) NOT NULL,
    uid uuid NOT NULL,
    words character varying(64) NOT NULL,
    public boolean NOT NULL,
    reason character varying(200) NOT NULL,
    at timestamp with time zone NOT NULL,
    author_id bigint NOT NULL,
    case_id bigint NOT NULL,
    document_id bigint NOT NULL,
    draft_id bigint NOT NULL,
    CONSTRAINT admission_state CHECK (((state)::text = ANY ((ARRAY['at_review'::character varying, 'at_secrecy'::character varying, 'at_final'::character varying, 'shelved'::character varying, 'returned'::character varying, 'withdrawn'::character varying])::text[])))
);
ALTER TABLE public.library_admission ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.library_admission_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.library_attachment (
    id bigint NOT NULL,
    uid uuid NOT NULL,
    name character varying(150) NOT NULL,
    digest character varying(64) NOT NULL,
    size bigint NOT NULL,
    state character varying(8) NOT NULL,
    note character varying(200) NOT NULL,
    text text NOT NULL,
    done smallint NOT NULL,
    document_id bigint NOT NULL,
    unproofed boolean NOT NULL,
    CONSTRAINT library_attachment_done_check CHECK ((done >= 0)),
    CONSTRAINT library_attachment_size_check CHECK ((size >= 0))
);
ALTER TABLE public.library_attachment ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.library_attachment_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.library_document (
    id bigint NOT NULL,
    uid uuid NOT NULL,
    code character varying(80) NOT NULL,
    kind character varying(8) NOT NULL,
    title character varying(200) NOT NULL,
    body text NOT NULL,
    issued_on date NOT NULL,
    issuer character varying(100) NOT NULL,
    series character varying(100) NOT NULL,
    number integer,
    place character varying(60) NOT NULL,
    source character varying(500) NOT NULL,
    clearance character varying(8) NOT NULL,
    digest character varying(64) NOT NULL,
    brought_at timestamp with time zone NOT NULL,
    filed boolean NOT NULL,
    licence character varying(8) NOT NULL,
    office_id bigint,
    permission character varying(200) NOT NULL,
    shelving character varying(9) NOT NULL,
    withdrawn_at timestamp with time zone,
    withdrawn_reason character varying(200) NOT NULL,
    CONSTRAINT document_has_a_text_or_a_source CHECK (((NOT (body = ''::text)) OR (NOT ((source)::text = ''::text)) OR filed)),
    CONSTRAINT document_withdrawn_says_why CHECK ((((NOT ((withdrawn_reason)::text = ''::text)) AND ((shelving)::text = 'withdrawn'::text) AND (withdrawn_at IS NOT NULL)) OR ((NOT ((shelving)::text = 'withdrawn'::text)) AND (withdrawn_at IS NULL)))),
    CONSTRAINT library_document_number_check CHECK ((number >= 0))
);
ALTER TABLE public.library_document ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.library_document_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.library_draft (
    id bigint NOT NULL,
    uid uuid NOT NULL,
    kind character varying(8) NOT NULL,
    title character varying(200) NOT NULL,
    body text NOT NULL,
    issued_on date NOT NULL,
    issuer character varying(100) NOT NULL,
    series character varying(100) NOT NULL,
    number integer,
    place character varying(60) NOT NULL,
    source character varying(500) NOT NULL,
    clearance character varying(8) NOT NULL,
    licence character varying(8) NOT NULL,
    permission character varying(200) NOT NULL,
    digest character varying(64) NOT NULL,
    at timestamp with time zone NOT NULL,
    author_id bigint NOT NULL,
    document_id bigint NOT NULL,
    upload_id bigint,
    CONSTRAINT draft_has_a_text_a_file_or_a_source CHECK (((NOT (body = ''::text)) OR (NOT ((source)::text = ''::text)) OR (upload_id IS NOT NULL))),
    CONSTRAINT draft_of_a_licensed_text_says_whose_licence CHECK (((NOT ((licence)::text = 'licensed'::text)) OR (NOT ((permission)::text = ''::text)))),
    CONSTRAINT draft_of_a_link_holds_no_text CHECK (((NOT ((licence)::text = 'link'::text)) OR ((body = ''::text) AND (upload_id IS NULL) AND (NOT ((source)::text = ''::text))))),
    CONSTRAINT library_draft_number_check CHECK ((number >= 0))
);
ALTER TABLE public.library_draft ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.library_draft_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.library_generation (
    id bigint NOT NULL,
    number bigint NOT NULL,
    CONSTRAINT library_generation_number_check CHECK ((number >= 0))
);
ALTER TABLE public.library_generation ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.library_generation_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.library_link (
    id bigint NOT NULL,
    origin_id bigint NOT NULL,
    target_id bigint NOT NULL,
    CONSTRAINT link_to_another CHECK ((NOT (origin_id = target_id)))
);
ALTER TABLE public.library_link ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.library_link_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.library_reading (
    id bigint NOT NULL,
    paragraph integer NOT NULL,
    at timestamp with time zone NOT NULL,
    document_id bigint NOT NULL,
    person_id bigint NOT NULL,
    CONSTRAINT library_reading_paragraph_check CHECK ((paragraph >= 0))
);
ALTER TABLE public.library_reading ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.library_reading_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.library_scanpage (
    id bigint NOT NULL,
    number integer NOT NULL,
    state character varying(6) NOT NULL,
    by_machine boolean NOT NULL,
    read text NOT NULL,
    text text NOT NULL,
    note character varying(200) NOT NULL,
    confirmed_at timestamp with time zone,
    confirmed_by_id bigint,
    upload_id bigint NOT NULL,
    CONSTRAINT library_scanpage_number_check CHECK ((number >= 0)),
    CONSTRAINT scan_page_confirmed_by_somebody CHECK ((((confirmed_at IS NULL) AND (confirmed_by_id IS NULL)) OR ((confirmed_at IS NOT NULL) AND (confirmed_by_id IS NOT NULL))))
);
ALTER TABLE public.library_scanpage ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.library_scanpage_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.library_upload (
    id bigint NOT NULL,
    uid uuid NOT NULL,
    name character varying(150) NOT NULL,
    digest character varying(64) NOT NULL,
    size bigint NOT NULL,
    sort character varying(6) NOT NULL,
    state character varying(8) NOT NULL,
    pages integer NOT NULL,
    done integer NOT NULL,
    text text NOT NULL,
    note character varying(200) NOT NULL,
    at timestamp with time zone NOT NULL,
    document_id bigint NOT NULL,
    removed character varying(120) NOT NULL,
    CONSTRAINT library_upload_done_check CHECK ((done >= 0)),
    CONSTRAINT library_upload_pages_check CHECK ((pages >= 0)),
    CONSTRAINT library_upload_size_check CHECK ((size >= 0)),
    CONSTRAINT upload_keeps_no_words_that_are_barred CHECK (((NOT ((state)::text = 'barred'::text)) OR (text = ''::text)))
);
ALTER TABLE public.library_upload ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.library_upload_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.meetings_candidate (
    id bigint NOT NULL,
    nominated boolean NOT NULL,
    in_favour integer,
    against integer,
    abstained integer,
    elected boolean,
    title character varying(20) NOT NULL,
    person_id bigint NOT NULL,
    item_id bigint NOT NULL,
    CONSTRAINT candidate_title_only_if_elected CHECK ((((title)::text = ''::text) OR (elected AND (elected IS NOT NULL)))),
    CONSTRAINT meetings_candidate_abstained_check CHECK ((abstained >= 0)),
    CONSTRAINT meetings_candidate_against_check CHECK ((against >= 0)),
    CONSTRAINT meetings_candidate_in_favour_check CHECK ((in_favour >= 0))
);
ALTER TABLE public.meetings_candidate ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.meetings_candidate_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.meetings_count (
    id bigint NOT NULL,
    issued integer NOT NULL,
    returned integer NOT NULL,
    valid integer NOT NULL,
    in_favour integer,
    against integer,
    abstained integer,
    entered_by_id bigint NOT NULL,
    scrutineer_id bigint NOT NULL,
    teller_id bigint NOT NULL,
    item_id bigint NOT NULL,
    written_abstained integer NOT NULL,
    written_against integer NOT NULL,
    written_in_favour integer NOT NULL,
    CONSTRAINT count_no_more_valid_than_returned CHECK ((valid <= returned)),
    CONSTRAINT count_two_tellers CHECK ((NOT (scrutineer_id = teller_id))),
    CONSTRAINT count_votes_are_the_valid_ones CHECK ((((abstained IS NULL) AND (against IS NULL) AND (in_favour IS NULL)) OR ((abstained IS NOT NULL) AND (against IS NOT NULL) AND (in_favour IS NOT NULL) AND (valid = ((in_favour + against) + abstained))))),
    CONSTRAINT meetings_count_abstained_check CHECK ((abstained >= 0)),
    CONSTRAINT meetings_count_against_check CHECK ((against >= 0)),
    CONSTRAINT meetings_count_in_favour_check CHECK ((in_favour >= 0)),
    CONSTRAINT meetings_count_issued_check CHECK ((issued >= 0)),
    CONSTRAINT meetings_count_returned_check CHECK ((returned >= 0)),
    CONSTRAINT meetings_count_valid_check CHECK ((valid >= 0)),
    CONSTRAINT meetings_count_written_abstained_check CHECK ((written_abstained >= 0)),
    CONSTRAINT meetings_count_written_against_check CHECK ((written_against >= 0)),
    CONSTRAINT meetings_count_written_in_favour_check CHECK ((written_in_favour >= 0))
);
ALTER TABLE public.meetings_count ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.meetings_count_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.meetings_exemption (
    id bigint NOT NULL,
    uid uuid NOT NULL,
    ground character varying(14) NOT NULL,
    since_on date,
    document character varying(120) NOT NULL,
    reason bytea NOT NULL,
    taken_back_at timestamp with time zone,
    entered_by_id bigint,
    person_id bigint NOT NULL,
    meeting_id bigint NOT NULL,
    CONSTRAINT exemption_agreed_says_where CHECK ((((ground)::text = ANY ((ARRAY['watched'::character varying, 'detained'::character varying, 'arrested'::character varying])::text[])) OR (NOT ((document)::text = ''::text))))
);
ALTER TABLE public.meetings_exemption ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.meetings_exemption_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.meetings_item (
    id bigint NOT NULL,
    uid uuid NOT NULL,
    "position" smallint NOT NULL,
    subject uuid,
    label bytea,
    question character varying(100) NOT NULL,
    post character varying(20) NOT NULL,
    seats smallint,
    valid boolean,
    passed boolean,
    taken_off_at timestamp with time zone,
    follows_id bigint,
    person_id bigint,
    meeting_id bigint NOT NULL,
    CONSTRAINT item_about_one_thing CHECK ((((person_id IS NOT NULL) AND ((post)::text = ''::text) AND (subject IS NULL)) OR ((person_id IS NULL) AND ((post)::text = ''::text) AND (subject IS NOT NULL)) OR ((person_id IS NULL) AND (subject IS NULL) AND (NOT (((post)::text = ''::text) AND ((question)::text = ''::text)))))),
    CONSTRAINT item_applicant_has_a_name CHECK ((((label IS NULL) AND (subject IS NULL)) OR ((label IS NOT NULL) AND (subject IS NOT NULL)))),
    CONSTRAINT item_does_not_follow_itself CHECK ((NOT ((follows_id = id) AND (follows_id IS NOT NULL)))),
    CONSTRAINT item_election_has_seats CHECK (((((post)::text = ''::text) AND (seats IS NULL)) OR ((NOT ((post)::text = ''::text)) AND (seats >= 1)))),
    CONSTRAINT item_passed_only_if_valid CHECK (((NOT (passed AND (passed IS NOT NULL))) OR (valid AND (valid IS NOT NULL)))),
    CONSTRAINT meetings_item_position_check CHECK (("position" >= 0)),
    CONSTRAINT meetings_item_seats_check CHECK ((seats >= 0))
);
ALTER TABLE public.meetings_item ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.meetings_item_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.meetings_meeting (
    id bigint NOT NULL,
    state character varying(30) NOT NULL,
    uid uuid NOT NULL,
    kind character varying(10) NOT NULL,
    held_on date NOT NULL,
    place character varying(60) NOT NULL,
    notes bytea,
    minutes bytea,
    "full" integer,
    due integer,
    present integer,
    confirmed_at timestamp with time zone,
    plenary_on date,
    document character varying(120) NOT NULL,
    case_id bigint NOT NULL,
    chair_id bigint,
    confirmed_by_id bigint,
    counted_by_id bigint,
    organization_id bigint NOT NULL,
    written integer NOT NULL,
    CONSTRAINT meeting_confirmed_by_other_eyes CHECK ((NOT ((confirmed_by_id = counted_by_id) AND (confirmed_by_id IS NOT NULL) AND (counted_by_id IS NOT NULL)))),
    CONSTRAINT meeting_counted_has_its_roll CHECK ((((state)::text = ANY ((ARRAY['called'::character varying, 'void'::character varying])::text[])) OR ((due IS NOT NULL) AND ("full" IS NOT NULL) AND (present IS NOT NULL)))),
    CONSTRAINT meeting_nobody_more_than_due CHECK ((((present IS NULL) AND (written = 0)) OR ((due IS NOT NULL) AND (due <= "full") AND ("full" IS NOT NULL) AND (present <= (due - written))))),
    CONSTRAINT meeting_over_is_confirmed CHECK (((NOT ((state)::text = ANY ((ARRAY['confirmed'::character varying, 'reported'::character varying, 'approved'::character varying])::text[]))) OR ((confirmed_at IS NOT NULL) AND (confirmed_by_id IS NOT NULL) AND (counted_by_id IS NOT NULL) AND (minutes IS NOT NULL)))),
    CONSTRAINT meeting_state CHECK (((state)::text = ANY ((ARRAY['called'::character varying, 'fixed'::character varying, 'counted'::character varying, 'confirmed'::character varying, 'reported'::character varying, 'approved'::character varying, 'void'::character varying])::text[]))),
    CONSTRAINT meetings_meeting_due_check CHECK ((due >= 0)),
    CONSTRAINT meetings_meeting_full_check CHECK (("full" >= 0)),
    CONSTRAINT meetings_meeting_present_check CHECK ((present >= 0)),
    CONSTRAINT meetings_meeting_written_check CHECK ((written >= 0))
);
ALTER TABLE public.meetings_meeting ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.meetings_meeting_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.meetings_voter (
    id bigint NOT NULL,
    presence character varying(8) NOT NULL,
    meeting_id bigint NOT NULL,
    person_id bigint NOT NULL
);
ALTER TABLE public.meetings_voter ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.meetings_voter_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.membership_correctionrequest (
    id bigint NOT NULL,
    uid uuid NOT NULL,
    asked_at timestamp with time zone NOT NULL,
    ended_at timestamp with time zone,
    file_name character varying(150) NOT NULL,
    sort character varying(6) NOT NULL,
    file bytea,
    decided_by_id bigint,
    person_id bigint NOT NULL,
    todo_id bigint NOT NULL,
    CONSTRAINT correction_decided_by_other_eyes CHECK (((decided_by_id IS NULL) OR ((ended_at IS NOT NULL) AND (NOT ((decided_by_id = person_id) AND (decided_by_id IS NOT NULL))))))
);
ALTER TABLE public.membership_correctionrequest ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.membership_correctionrequest_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.membership_datacheck (
    id bigint NOT NULL,
    uid uuid NOT NULL,
    version integer NOT NULL,
    at timestamp with time zone NOT NULL,
    person_id bigint NOT NULL,
    CONSTRAINT membership_datacheck_version_check CHECK ((version >= 0))
);
ALTER TABLE public.membership_datacheck ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.membership_datacheck_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.membership_errand (
    id bigint NOT NULL,
    uid uuid NOT NULL,
    way character varying(10) NOT NULL,
    wish bytea NOT NULL,
    state character varying(10) NOT NULL,
    asked_at timestamp with time zone NOT NULL,
    ended_at timestamp with time zone,
    round smallint NOT NULL,
    seen integer,
    doubt character varying(120) NOT NULL,
    asker_id bigint NOT NULL,
    confirmed_by_id bigint,
    filled_by_id bigint,
    helper_id bigint NOT NULL,
    office_id bigint NOT NULL,
    person_id bigint NOT NULL,
    CONSTRAINT errand_confirmed_by_other_eyes CHECK ((((confirmed_by_id IS NULL) AND (NOT ((state)::text = 'confirmed'::text))) OR ((confirmed_by_id IS NOT NULL) AND ((state)::text = 'confirmed'::text) AND (NOT ((confirmed_by_id = filled_by_id) AND (confirmed_by_id IS NOT NULL) AND (filled_by_id IS NOT NULL)))))),
    CONSTRAINT errand_ended_has_its_moment CHECK ((((ended_at IS NULL) AND ((state)::text = ANY ((ARRAY['asked'::character varying, 'filled'::character varying])::text[]))) OR ((ended_at IS NOT NULL) AND ((state)::text = ANY ((ARRAY['confirmed'::character varying, 'declined'::character varying, 'withdrawn'::character varying])::text[]))))),
    CONSTRAINT errand_filled_in_by_somebody CHECK ((((state)::text = ANY ((ARRAY['asked'::character varying, 'declined'::character varying, 'withdrawn'::character varying])::text[])) OR ((filled_by_id IS NOT NULL) AND (round > 0) AND (seen IS NOT NULL)))),
    CONSTRAINT errand_is_asked_of_somebody_else CHECK ((NOT (asker_id = helper_id))),
    CONSTRAINT membership_errand_round_check CHECK ((round >= 0)),
    CONSTRAINT membership_errand_seen_check CHECK ((seen >= 0))
);
ALTER TABLE public.membership_errand ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.membership_errand_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.membership_proposeditem (
    id bigint NOT NULL,
    uid uuid NOT NULL,
    round smallint NOT NULL,
    item character varying(30) NOT NULL,
    value bytea,
    errand_id bigint NOT NULL,
    CONSTRAINT membership_proposeditem_round_check CHECK ((round >= 0))
);
ALTER TABLE public.membership_proposeditem ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.membership_proposeditem_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.membership_requesteditem (
    id bigint NOT NULL,
    uid uuid NOT NULL,
    item character varying(30) NOT NULL,
    value bytea,
    proof bytea NOT NULL,
    verdict character varying(10) NOT NULL,
    reason bytea,
    request_id bigint NOT NULL,
    CONSTRAINT item_refused_with_a_reason CHECK (((NOT ((verdict)::text = 'refused'::text)) OR (reason IS NOT NULL)))
);
ALTER TABLE public.membership_requesteditem ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.membership_requesteditem_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.membership_step (
    id bigint NOT NULL,
    uid uuid NOT NULL,
    move character varying(10) NOT NULL,
    at timestamp with time zone NOT NULL,
    words bytea,
    by_id bigint NOT NULL,
    errand_id bigint NOT NULL,
    todo_id bigint
);
ALTER TABLE public.membership_step ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.membership_step_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.mfa_authenticator (
    id bigint NOT NULL,
    type character varying(20) NOT NULL,
    data jsonb NOT NULL,
    user_id bigint NOT NULL,
    created_at timestamp with time zone NOT NULL,
    last_used_at timestamp with time zone
);
ALTER TABLE public.mfa_authenticator ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.mfa_authenticator_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.openness_application (
    id bigint NOT NULL,
    state character varying(30) NOT NULL,
    uid uuid NOT NULL,
    year smallint NOT NULL,
    serial integer NOT NULL,
    way character varying(8) NOT NULL,
    received_on date NOT NULL,
    text bytea NOT NULL,
    name bytea,
    reach bytea,
    receipt bytea NOT NULL,
    missing bytea,
    supplement bytea,
    outcome character varying(10) NOT NULL,
    ground character varying(16) NOT NULL,
    answer bytea,
    answered_at timestamp with time zone,
    question text NOT NULL,
    reply text NOT NULL,
    published_at timestamp with time zone,
    account_id bigint,
    case_id bigint NOT NULL,
    drafted_by_id bigint,
    entered_by_id bigint,
    organization_id bigint NOT NULL,
    reviewed_by_id bigint,
    CONSTRAINT application_answer_by_other_eyes CHECK ((NOT ((reviewed_by_id = drafted_by_id) AND (reviewed_by_id IS NOT NULL) AND (drafted_by_id IS NOT NULL)))),
    CONSTRAINT application_answered_is_reviewed_and_dated CHECK (((NOT ((state)::text = 'answered'::text)) OR ((answered_at IS NOT NULL) AND (drafted_by_id IS NOT NULL) AND ((outcome)::text = ANY ((ARRAY['full'::character varying, 'partial'::character varying, 'known'::character varying, 'not_held'::character varying, 'refused'::character varying])::text[])) AND (reviewed_by_id IS NOT NULL)))),
    CONSTRAINT application_published_is_answered CHECK (((published_at IS NULL) OR ((answered_at IS NOT NULL) AND (NOT (question = ''::text)) AND (NOT (reply = ''::text))))),
    CONSTRAINT application_state CHECK (((state)::text = ANY ((ARRAY['handling'::character varying, 'waiting'::character varying, 'at_answer_review'::character varying, 'answered'::character varying, 'withdrawn'::character varying, 'lapsed'::character varying])::text[]))),
    CONSTRAINT application_withheld_says_why CHECK (((NOT ((outcome)::text = ANY ((ARRAY['partial'::character varying, 'refused'::character varying])::text[]))) OR ((ground)::text = ANY ((ARRAY['state_secret'::character varying, 'work_secret'::character varying, 'personal'::character varying, 'undecided'::character varying, 'no_party_affair'::character varying])::text[])))),
    CONSTRAINT openness_application_serial_check CHECK ((serial >= 0)),
    CONSTRAINT openness_application_year_check CHECK ((year >= 0))
);
ALTER TABLE public.openness_application ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.openness_application_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.openness_audience (
    id bigint NOT NULL,
    organization_id bigint NOT NULL,
    proposal_id bigint NOT NULL
);
ALTER TABLE public.openness_audience ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.openness_audience_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.openness_item (
    id bigint NOT NULL,
    uid uuid NOT NULL,
    year smallint,
    serial integer,
    since timestamp with time zone,
    ended_at timestamp with time zone,
    reason character varying(200) NOT NULL,
    organization_id bigint NOT NULL,
    current_id bigint,
    CONSTRAINT item_ended_says_why CHECK (((ended_at IS NULL) OR ((since IS NOT NULL) AND (NOT ((reason)::text = ''::text))))),
    CONSTRAINT item_public_is_numbered_and_dated CHECK ((((current_id IS NULL) AND (serial IS NULL) AND (since IS NULL)) OR ((current_id IS NOT NULL) AND (serial IS NOT NULL) AND (since IS NOT NULL)))),
    CONSTRAINT openness_item_serial_check CHECK ((serial >= 0)),
    CONSTRAINT openness_item_year_check CHECK ((year >= 0))
);
ALTER TABLE public.openness_item ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.openness_item_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.openness_notice (
    id bigint NOT NULL,
    state character varying(30) NOT NULL,
    uid uuid NOT NULL,
    kind character varying(12) NOT NULL,
    title character varying(80) NOT NULL,
    document character varying(40) NOT NULL,
    text text NOT NULL,
    persons bytea NOT NULL,
    count smallint NOT NULL,
    office character varying(60) NOT NULL,
    phone character varying(40) NOT NULL,
    address character varying(80) NOT NULL,
    days smallint NOT NULL,
    digest character varying(64) NOT NULL,
    year smallint,
    serial integer,
    posted_at timestamp with time zone,
    posted_on date,
    until_on date,
    ended_at timestamp with time zone,
    redacted_at timestamp with time zone,
    result character varying(14) NOT NULL,
    result_words character varying(200) NOT NULL,
    reason character varying(200) NOT NULL,
    approved_by_id bigint,
    author_id bigint NOT NULL,
    case_id bigint NOT NULL,
    content_by_id bigint,
    organization_id bigint NOT NULL,
    secrecy_by_id bigint,
    issuer character varying(120) NOT NULL,
    CONSTRAINT notice_closed_says_its_result CHECK (((NOT ((state)::text = 'closed'::text)) OR ((result)::text = ANY ((ARRAY['no_objection'::character varying, 'looked_into'::character varying, 'stopped'::character varying])::text[])))),
    CONSTRAINT notice_names_somebody CHECK ((count >= 1)),
    CONSTRAINT notice_over_names_nobody CHECK (((NOT ((state)::text = ANY ((ARRAY['checking'::character varying, 'closed'::character varying, 'withdrawn'::character varying])::text[]))) OR ((ended_at IS NOT NULL) AND (redacted_at IS NOT NULL)))),
    CONSTRAINT notice_public_is_signed_and_dated CHECK (((NOT ((state)::text = ANY ((ARRAY['running'::character varying, 'checking'::character varying, 'closed'::character varying, 'withdrawn'::character varying])::text[]))) OR ((approved_by_id IS NOT NULL) AND (content_by_id IS NOT NULL) AND (posted_at IS NOT NULL) AND (posted_on IS NOT NULL) AND (secrecy_by_id IS NOT NULL) AND (serial IS NOT NULL) AND (until_on > posted_on)))),
    CONSTRAINT notice_signed_by_other_eyes CHECK (((NOT ((content_by_id = author_id) AND (content_by_id IS NOT NULL))) AND (NOT ((secrecy_by_id = author_id) AND (secrecy_by_id IS NOT NULL))) AND (NOT ((approved_by_id = author_id) AND (approved_by_id IS NOT NULL))) AND (NOT ((secrecy_by_id = content_by_id) AND (secrecy_by_id IS NOT NULL) AND (content_by_id IS NOT NULL))) AND (NOT ((approved_by_id = content_by_id) AND (approved_by_id IS NOT NULL) AND (content_by_id IS NOT NULL))) AND (NOT ((approved_by_id = secrecy_by_id) AND (approved_by_id IS NOT NULL) AND (secrecy_by_id IS NOT NULL))))),
    CONSTRAINT notice_state CHECK (((state)::text = ANY ((ARRAY['draft'::character varying, 'at_content'::character varying, 'at_secrecy'::character varying, 'at_approval'::character varying, 'returned'::character varying, 'running'::character varying, 'checking'::character varying, 'closed'::character varying, 'withdrawn'::character varying, 'dropped'::character varying])::text[]))),
    CONSTRAINT notice_withdrawn_says_why CHECK (((NOT ((state)::text = 'withdrawn'::text)) OR (NOT ((reason)::text = ''::text)))),
    CONSTRAINT openness_notice_count_check CHECK ((count >= 0)),
    CONSTRAINT openness_notice_days_check CHECK ((days >= 0)),
    CONSTRAINT openness_notice_serial_check CHECK ((serial >= 0)),
    CONSTRAINT openness_notice_year_check CHECK ((year >= 0))
);
ALTER TABLE public.openness_notice ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.openness_notice_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.openness_objection (
    id bigint NOT NULL,
    state character varying(30) NOT NULL,
    uid uuid NOT NULL,
    text bytea NOT NULL,
    name bytea,
    reach bytea,
    receipt bytea NOT NULL,
    finding character varying(10) NOT NULL,
    answer bytea,
    made_at timestamp with time zone NOT NULL,
    settled_at timestamp with time zone,
    case_id bigint NOT NULL,
    notice_id bigint NOT NULL,
    CONSTRAINT objection_settled_says_what_was_found CHECK ((((state)::text = 'open'::text) OR (((finding)::text = ANY ((ARRAY['harmless'::character varying, 'grave'::character varying])::text[])) AND (settled_at IS NOT NULL)))),
    CONSTRAINT objection_state CHECK (((state)::text = ANY ((ARRAY['open'::character varying, 'settled'::character varying])::text[])))
);
ALTER TABLE public.openness_objection ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.openness_objection_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.openness_personnelentry (
    id bigint NOT NULL,
    state character varying(30) NOT NULL,
    uid uuid NOT NULL,
    issuer character varying(120) NOT NULL,
    turn character varying(10) NOT NULL,
    name character varying(20) NOT NULL,
    post character varying(80) NOT NULL,
    decided_on date NOT NULL,
    document character varying(40) NOT NULL,
    reason character varying(200) NOT NULL,
    year smallint,
    serial integer,
    listed_at timestamp with time zone,
    author_id bigint NOT NULL,
    case_id bigint NOT NULL,
    corrects_id bigint,
    notice_id bigint,
    organization_id bigint NOT NULL,
    reviewed_by_id bigint,
    CONSTRAINT openness_personnelentry_serial_check CHECK ((serial >= 0)),
    CONSTRAINT openness_personnelentry_year_check CHECK ((year >= 0)),
    CONSTRAINT personnel_correction_says_why CHECK (((corrects_id IS NULL) OR (NOT ((reason)::text = ''::text)))),
    CONSTRAINT personnel_has_a_notice_or_a_number CHECK (((notice_id IS NOT NULL) OR (NOT ((document)::text = ''::text)) OR ((turn)::text = 'void'::text))),
    CONSTRAINT personnel_listed_is_reviewed_and_dated CHECK (((NOT ((state)::text = 'listed'::text)) OR ((listed_at IS NOT NULL) AND (reviewed_by_id IS NOT NULL) AND (serial IS NOT NULL)))),
    CONSTRAINT personnel_names_somebody_unless_void CHECK ((((corrects_id IS NOT NULL) AND ((name)::text = ''::text) AND ((post)::text = ''::text) AND ((turn)::text = 'void'::text)) OR ((NOT ((turn)::text = 'void'::text)) AND (NOT ((name)::text = ''::text)) AND (NOT ((post)::text = ''::text))))),
    CONSTRAINT personnel_reviewed_by_other_eyes CHECK ((NOT ((reviewed_by_id = author_id) AND (reviewed_by_id IS NOT NULL)))),
    CONSTRAINT personnel_state CHECK (((state)::text = ANY ((ARRAY['entered'::character varying, 'listed'::character varying, 'refused'::character varying])::text[])))
);
ALTER TABLE public.openness_personnelentry ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.openness_personnelentry_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.openness_proposal (
    id bigint NOT NULL,
    state character varying(30) NOT NULL,
    uid uuid NOT NULL,
    act character varying(10) NOT NULL,
    issuer character varying(120) NOT NULL,
    matter character varying(16) NOT NULL,
    title character varying(80) NOT NULL,
    document character varying(40) NOT NULL,
    circle character varying(10) NOT NULL,
    form character varying(60) NOT NULL,
    duration character varying(10) NOT NULL,
    until_on date,
    unit character varying(60) NOT NULL,
    text text NOT NULL,
    effective_on date,
    expires_on date,
    reason character varying(200) NOT NULL,
    implemented_at timestamp with time zone,
    digest character varying(64) NOT NULL,
    approved_by_id bigint,
    author_id bigint NOT NULL,
    case_id bigint NOT NULL,
    implemented_by_id bigint,
    item_id bigint NOT NULL,
    reviewed_by_id bigint,
    CONSTRAINT proposal_done_is_signed_and_dated CHECK (((NOT ((state)::text = 'done'::text)) OR ((approved_by_id IS NOT NULL) AND (implemented_at IS NOT NULL) AND (implemented_by_id IS NOT NULL) AND (reviewed_by_id IS NOT NULL)))),
    CONSTRAINT proposal_expires_after_effect CHECK (((effective_on IS NULL) OR (expires_on IS NULL) OR (expires_on > effective_on))),
    CONSTRAINT proposal_fixed_has_its_last_day CHECK (((((duration)::text = 'fixed'::text) AND (until_on IS NOT NULL)) OR ((NOT ((duration)::text = 'fixed'::text)) AND (until_on IS NULL)))),
    CONSTRAINT proposal_of_change_says_why CHECK ((((act)::text = 'add'::text) OR (NOT ((reason)::text = ''::text)))),
    CONSTRAINT proposal_signed_by_other_eyes CHECK (((NOT ((reviewed_by_id = author_id) AND (reviewed_by_id IS NOT NULL))) AND (NOT ((approved_by_id = author_id) AND (approved_by_id IS NOT NULL))) AND (NOT ((implemented_by_id = author_id) AND (implemented_by_id IS NOT NULL))) AND (NOT ((approved_by_id = reviewed_by_id) AND (approved_by_id IS NOT NULL) AND (reviewed_by_id IS NOT NULL))) AND (NOT ((implemented_by_id = reviewed_by_id) AND (implemented_by_id IS NOT NULL) AND (reviewed_by_id IS NOT NULL))) AND (NOT ((implemented_by_id = approved_by_id) AND (implemented_by_id IS NOT NULL) AND (approved_by_id IS NOT NULL))))),
    CONSTRAINT proposal_state CHECK (((state)::text = ANY ((ARRAY['draft'::character varying, 'at_review'::character varying, 'at_approval'::character varying, 'approved'::character varying, 'returned'::character varying, 'done'::character varying, 'dropped'::character varying])::text[])))
);
ALTER TABLE public.openness_proposal ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.openness_proposal_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.portal_article (
    page_ptr_id integer NOT NULL,
    summary character varying(200) NOT NULL,
    source character varying(60) NOT NULL,
    part character varying(10) NOT NULL,
    body jsonb NOT NULL
);
CREATE TABLE public.portal_column (
    page_ptr_id integer NOT NULL,
    way character varying(10) NOT NULL,
    reviews smallint NOT NULL,
    introduction character varying(200) NOT NULL,
    closed_on date,
    organization_id bigint NOT NULL,
    CONSTRAINT column_demands_two_or_three_reviews CHECK ((reviews = ANY (ARRAY[2, 3]))),
    CONSTRAINT portal_column_reviews_check CHECK ((reviews >= 0))
);
CREATE TABLE public.portal_generation (
    id bigint NOT NULL,
    number bigint NOT NULL,
    CONSTRAINT portal_generation_number_check CHECK ((number >= 0))
);
ALTER TABLE public.portal_generation ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.portal_generation_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.portal_picture (
    id bigint NOT NULL,
    uid uuid NOT NULL,
    alternative character varying(120) NOT NULL,
    width smallint NOT NULL,
    height smallint NOT NULL,
    data bytea NOT NULL,
    digest character varying(64) NOT NULL,
    at timestamp with time zone NOT NULL,
    article_id integer NOT NULL,
    CONSTRAINT picture_says_what_it_shows CHECK ((NOT ((alternative)::text = ''::text))),
    CONSTRAINT portal_picture_height_check CHECK ((height >= 0)),
    CONSTRAINT portal_picture_width_check CHECK ((width >= 0))
);
ALTER TABLE public.portal_picture ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.portal_picture_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.portal_probe (
    id bigint NOT NULL,
    "on" date NOT NULL,
    tried integer NOT NULL,
    failed integer NOT NULL,
    CONSTRAINT portal_probe_failed_check CHECK ((failed >= 0)),
    CONSTRAINT portal_probe_tried_check CHECK ((tried >= 0)),
    CONSTRAINT probe_fails_as_often_as_it_tries CHECK ((failed <= tried))
);
ALTER TABLE public.portal_probe ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.portal_probe_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.portal_publication (
    id bigint NOT NULL,
    uid uuid NOT NULL,
    title character varying(120) NOT NULL,
    summary character varying(200) NOT NULL,
    part character varying(10) NOT NULL,
    published_at timestamp with time zone NOT NULL,
    expire_at timestamp with time zone,
    ended_at timestamp with time zone,
    ending character varying(10) NOT NULL,
    reason character varying(200) NOT NULL,
    article_id integer NOT NULL,
    column_id integer NOT NULL,
    submission_id bigint NOT NULL,
    CONSTRAINT publication_ended_says_how CHECK ((((ended_at IS NULL) AND ((ending)::text = ''::text) AND ((reason)::text = ''::text)) OR ((ended_at IS NOT NULL) AND ((ending)::text = ANY ((ARRAY['expired'::character varying, 'replaced'::character varying])::text[]))) OR ((ended_at IS NOT NULL) AND ((ending)::text = 'withdrawn'::text) AND (NOT ((reason)::text = ''::text)))))
);
ALTER TABLE public.portal_publication ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.portal_publication_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.portal_signature (
    id bigint NOT NULL,
    uid uuid NOT NULL,
    kind character varying(10) NOT NULL,
    role character varying(20) NOT NULL,
    digest character varying(64) NOT NULL,
    at timestamp with time zone NOT NULL,
    office_id bigint NOT NULL,
    signer_id bigint NOT NULL,
    submission_id bigint NOT NULL
);
ALTER TABLE public.portal_signature ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.portal_signature_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.portal_submission (
    id bigint NOT NULL,
    state character varying(30) NOT NULL,
    uid uuid NOT NULL,
    content text NOT NULL,
    digest character varying(64) NOT NULL,
    reviews smallint NOT NULL,
    reason character varying(200) NOT NULL,
    appear_at timestamp with time zone,
    expire_at timestamp with time zone,
    at timestamp with time zone NOT NULL,
    article_id integer NOT NULL,
    author_id bigint NOT NULL,
    case_id bigint NOT NULL,
    column_id integer NOT NULL,
    revision_id integer NOT NULL,
    CONSTRAINT portal_submission_reviews_check CHECK ((reviews >= 0)),
    CONSTRAINT submission_demands_two_or_three_reviews CHECK ((reviews = ANY (ARRAY[2, 3]))),
    CONSTRAINT submission_digest_is_of_its_content CHECK (((digest)::text = encode(sha256(convert_to(content, 'UTF8'::name)), 'hex'::text))),
    CONSTRAINT submission_ends_after_it_appears CHECK (((expire_at IS NULL) OR (appear_at IS NULL) OR (expire_at > appear_at))),
    CONSTRAINT submission_state CHECK (((state)::text = ANY ((ARRAY['at_first'::character varying, 'at_second'::character varying, 'at_secrecy'::character varying, 'at_final'::character varying, 'signed'::character varying, 'published'::character varying, 'returned'::character varying, 'withdrawn'::character varying])::text[])))
);
ALTER TABLE public.portal_submission ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.portal_submission_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.portal_theme (
    column_ptr_id integer NOT NULL,
    from_on date NOT NULL,
    until_on date NOT NULL,
    aim character varying(300) NOT NULL,
    CONSTRAINT theme_ends_after_it_began CHECK ((until_on >= from_on))
);
CREATE TABLE public.procrastinate_events (
    id bigint NOT NULL,
    job_id bigint NOT NULL,
    type public.procrastinate_job_event_type,
    at timestamp with time zone DEFAULT now()
);
CREATE SEQUENCE public.procrastinate_events_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.procrastinate_events_id_seq OWNED BY public.procrastinate_events.id;
CREATE SEQUENCE public.procrastinate_jobs_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.procrastinate_jobs_id_seq OWNED BY public.procrastinate_jobs.id;
CREATE TABLE public.procrastinate_periodic_defers (
    id bigint NOT NULL,
    task_name character varying(128) NOT NULL,
    defer_timestamp bigint,
    job_id bigint,
    periodic_id character varying(128) DEFAULT ''::character varying NOT NULL
);
CREATE SEQUENCE public.procrastinate_periodic_defers_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.procrastinate_periodic_defers_id_seq OWNED BY public.procrastinate_periodic_defers.id;
CREATE TABLE public.procrastinate_workers (
    id bigint NOT NULL,
    last_heartbeat timestamp with time zone DEFAULT now() NOT NULL
);
ALTER TABLE public.procrastinate_workers ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.procrastinate_workers_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.registry_account (
    id bigint NOT NULL,
    password character varying(128) NOT NULL,
    last_login timestamp with time zone,
    login_name character varying(40) NOT NULL,
    is_active boolean NOT NULL,
    activated_at timestamp with time zone NOT NULL,
    closed_at timestamp with time zone,
    closing_reason character varying(60) NOT NULL,
    session_round integer NOT NULL,
    person_id bigint NOT NULL,
    password_set_on date,
    CONSTRAINT login_name_form CHECK (((login_name)::text ~ '^(?=.*[a-z])[a-z0-9]{4,40}$'::text)),
    CONSTRAINT registry_account_session_round_check CHECK ((session_round >= 0))
);
ALTER TABLE public.registry_account ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.registry_account_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.registry_activationcode (
    id bigint NOT NULL,
    code_index bytea NOT NULL,
    issued_at timestamp with time zone NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    used_at timestamp with time zone,
    cancelled_at timestamp with time zone,
    drops_second_factor boolean NOT NULL,
    issued_by_id bigint,
    person_id bigint NOT NULL,
    CONSTRAINT nobody_issues_his_own_code CHECK (((issued_by_id IS NULL) OR (NOT ((issued_by_id = person_id) AND (issued_by_id IS NOT NULL)))))
);
ALTER TABLE public.registry_activationcode ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.registry_activationcode_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.registry_committeeterm (
    id bigint NOT NULL,
    valid daterange NOT NULL,
    years smallint NOT NULL,
    due_on date NOT NULL,
    extended_to date,
    document character varying(120) NOT NULL,
    organization_id bigint NOT NULL,
    CONSTRAINT registry_committeeterm_years_check CHECK ((years >= 0))
);
ALTER TABLE public.registry_committeeterm ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.registry_committeeterm_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.registry_consent (
    id bigint NOT NULL,
    uid uuid NOT NULL,
    act character varying(20) NOT NULL,
    payload text NOT NULL,
    digest bytea NOT NULL,
    maker_role character varying(20) NOT NULL,
    maker_proof smallint NOT NULL,
    reason character varying(200) NOT NULL,
    asked_at timestamp with time zone NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    state character varying(10) NOT NULL,
    checker_proof smallint,
    agreed_digest bytea,
    decided_at timestamp with time zone,
    words character varying(200) NOT NULL,
    use_until timestamp with time zone,
    executed_at timestamp with time zone,
    executed_digest bytea,
    checker_id bigint,
    concerns_id bigint,
    maker_id bigint NOT NULL,
    organization_id bigint NOT NULL,
    place_id bigint NOT NULL,
    emergency_id bigint,
    concerns_too_id bigint,
    CONSTRAINT consent_digest_of_payload CHECK ((digest = sha256(convert_to(payload, 'UTF8'::name)))),
    CONSTRAINT consent_in_time CHECK ((((NOT ((state)::text = ANY ((ARRAY['agreed'::character varying, 'done'::character varying])::text[]))) OR (decided_at <= expires_at)) AND ((executed_at IS NULL) OR (executed_at <= use_until)))),
    CONSTRAINT consent_proofs_are_fresh CHECK (((maker_proof <= 300) AND ((checker_proof IS NULL) OR (checker_proof <= 300)))),
    CONSTRAINT consent_state_has_its_people CHECK ((((checker_id IS NULL) AND (decided_at IS NULL) AND (executed_at IS NULL) AND ((state)::text = 'asked'::text)) OR ((agreed_digest IS NOT NULL) AND (checker_id IS NOT NULL) AND (checker_proof IS NOT NULL) AND (decided_at IS NOT NULL) AND (executed_at IS NULL) AND ((state)::text = 'agreed'::text) AND (use_until IS NOT NULL)) OR ((agreed_digest IS NOT NULL) AND (checker_id IS NOT NULL) AND (checker_proof IS NOT NULL) AND (decided_at IS NOT NULL) AND (executed_at IS NOT NULL) AND (executed_digest IS NOT NULL) AND ((state)::text = 'done'::text)) OR ((checker_id IS NOT NULL) AND (decided_at IS NOT NULL) AND ((state)::text = 'refused'::text)) OR ((executed_at IS NULL) AND ((state)::text = 'withdrawn'::text)))),
    CONSTRAINT done_as_agreed_to CHECK ((((agreed_digest IS NULL) OR (agreed_digest = digest)) AND ((executed_digest IS NULL) OR (executed_digest = agreed_digest)))),
    CONSTRAINT nobody_agrees_to_his_own CHECK (((checker_id IS NULL) OR (NOT ((checker_id = maker_id) AND (checker_id IS NOT NULL))))),
    CONSTRAINT nobody_decides_what_concerns_him CHECK (((concerns_id IS NULL) OR ((NOT ((maker_id = concerns_id) AND (concerns_id IS NOT NULL))) AND ((checker_id IS NULL) OR (NOT ((checker_id = concerns_id) AND (checker_id IS NOT NULL) AND (concerns_id IS NOT NULL))))))),
    CONSTRAINT nobody_decides_what_goes_from_him CHECK (((concerns_too_id IS NULL) OR ((NOT ((maker_id = concerns_too_id) AND (concerns_too_id IS NOT NULL))) AND (NOT ((concerns_id = concerns_too_id) AND (concerns_id IS NOT NULL) AND (concerns_too_id IS NOT NULL))) AND ((checker_id IS NULL) OR (NOT ((checker_id = concerns_too_id) AND (checker_id IS NOT NULL) AND (concerns_too_id IS NOT NULL))))))),
    CONSTRAINT registry_consent_checker_proof_check CHECK ((checker_proof >= 0)),
    CONSTRAINT registry_consent_maker_proof_check CHECK ((maker_proof >= 0))
);
ALTER TABLE public.registry_consent ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.registry_consent_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.registry_coolingoff (
    id bigint NOT NULL,
    uid uuid NOT NULL,
    reason character varying(60) NOT NULL,
    roles character varying(200) NOT NULL,
    noticed_at timestamp with time zone NOT NULL,
    months smallint NOT NULL,
    citation character varying(200) NOT NULL,
    ends_on date NOT NULL,
    obligations text NOT NULL,
    surrendered jsonb NOT NULL,
    acknowledged_at timestamp with time zone,
    reopened_at timestamp with time zone,
    over_at timestamp with time zone,
    noticed_by_id bigint NOT NULL,
    person_id bigint NOT NULL,
    voided_at timestamp with time zone,
    CONSTRAINT cooling_off_has_months CHECK ((months > 0)),
    CONSTRAINT cooling_off_noticed_by_another CHECK ((NOT (person_id = noticed_by_id))),
    CONSTRAINT cooling_off_voided_is_over CHECK (((voided_at IS NULL) OR (over_at IS NOT NULL))),
    CONSTRAINT registry_coolingoff_months_check CHECK ((months >= 0))
);
ALTER TABLE public.registry_coolingoff ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.registry_coolingoff_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.registry_distinction (
    id bigint NOT NULL,
    reason character varying(120) NOT NULL,
    at timestamp with time zone NOT NULL,
    by_id bigint,
    one_id bigint NOT NULL,
    other_id bigint NOT NULL,
    CONSTRAINT lower_id_first CHECK ((one_id < other_id))
);
ALTER TABLE public.registry_distinction ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.registry_distinction_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.registry_education (
    id bigint NOT NULL,
    valid daterange NOT NULL,
    withdrawn character varying(120) NOT NULL,
    level character varying(2) NOT NULL,
    degree character varying(3) NOT NULL,
    school character varying(80) NOT NULL,
    major character varying(60) NOT NULL,
    person_id bigint NOT NULL
);
ALTER TABLE public.registry_education ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.registry_education_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.registry_emergency (
    id bigint NOT NULL,
    opened_at timestamp with time zone NOT NULL,
    until timestamp with time zone NOT NULL,
    reviewed_at timestamp with time zone,
    finding character varying(400) NOT NULL,
    consent_id bigint NOT NULL,
    one_id bigint NOT NULL,
    organization_id bigint NOT NULL,
    other_id bigint NOT NULL,
    reviewed_by_id bigint,
    CONSTRAINT emergency_by_two CHECK ((NOT (one_id = other_id))),
    CONSTRAINT emergency_for_hours CHECK (((until > opened_at) AND (until <= (opened_at + '24:00:00'::interval)))),
    CONSTRAINT emergency_reviewed_by_a_third CHECK (((((finding)::text = ''::text) AND (reviewed_at IS NULL) AND (reviewed_by_id IS NULL)) OR ((reviewed_at >= until) AND (reviewed_by_id IS NOT NULL) AND (NOT ((finding)::text = ''::text)) AND (NOT ((reviewed_by_id = one_id) AND (reviewed_by_id IS NOT NULL))) AND (NOT ((reviewed_by_id = other_id) AND (reviewed_by_id IS NOT NULL))))))
);
ALTER TABLE public.registry_emergency ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.registry_emergency_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.registry_employment (
    id bigint NOT NULL,
    valid daterange NOT NULL,
    withdrawn character varying(120) NOT NULL,
    unit character varying(120) NOT NULL,
    "position" character varying(60) NOT NULL,
    person_id bigint NOT NULL
);
ALTER TABLE public.registry_employment ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.registry_employment_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.registry_export (
    id bigint NOT NULL,
    uid uuid NOT NULL,
    state character varying(8) NOT NULL,
    done bigint NOT NULL,
    total bigint NOT NULL,
    size bigint NOT NULL,
    ordered_at timestamp with time zone NOT NULL,
    ready_at timestamp with time zone,
    until timestamp with time zone,
    error character varying(400) NOT NULL,
    consent_id bigint NOT NULL,
    CONSTRAINT export_ready_for_a_time CHECK (((NOT ((state)::text = 'ready'::text)) OR ((ready_at IS NOT NULL) AND (until > ready_at))))
);
ALTER TABLE public.registry_export ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.registry_export_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.registry_floating (
    id bigint NOT NULL,
    valid daterange NOT NULL,
    destination character varying(120) NOT NULL,
    contact character varying(60) NOT NULL,
    person_id bigint NOT NULL
);
ALTER TABLE public.registry_floating ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.registry_floating_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.registry_hardship (
    id bigint NOT NULL,
    valid daterange NOT NULL,
    withdrawn character varying(120) NOT NULL,
    kind character varying(40) NOT NULL,
    care character varying(200) NOT NULL,
    person_id bigint NOT NULL
);
ALTER TABLE public.registry_hardship ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.registry_hardship_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.registry_import (
    id bigint NOT NULL,
    uid uuid NOT NULL,
    kind character varying(14) NOT NULL,
    file_name character varying(200) NOT NULL,
    digest character varying(64) NOT NULL,
    size bigint NOT NULL,
    as_of date NOT NULL,
    started_at timestamp with time zone NOT NULL,
    state character varying(8) NOT NULL,
    done bigint NOT NULL,
    total bigint NOT NULL,
    counts jsonb NOT NULL,
    notes jsonb NOT NULL,
    error_code character varying(20) NOT NULL,
    error character varying(400) NOT NULL,
    ended_reason character varying(200) NOT NULL,
    entered bigint NOT NULL,
    organization_id bigint,
    started_by_id bigint,
    layouts jsonb NOT NULL
);
ALTER TABLE public.registry_import ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.registry_import_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.registry_importrow (
    id bigint NOT NULL,
    uid uuid NOT NULL,
    "position" bigint NOT NULL,
    sheet character varying(100) NOT NULL,
    "row" bigint NOT NULL,
    verdict character varying(9) NOT NULL,
    issues jsonb NOT NULL,
    content bytea NOT NULL,
    number_index bytea,
    likeness bytea,
    whole bytea,
    branch_index bytea,
    state character varying(9) NOT NULL,
    version integer NOT NULL,
    organization_id bigint,
    person_id bigint,
    run_id bigint NOT NULL,
    CONSTRAINT registry_importrow_version_check CHECK ((version >= 0))
);
ALTER TABLE public.registry_importrow ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.registry_importrow_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.registry_inspection (
    id bigint NOT NULL,
    papers character varying(120) NOT NULL,
    scan character varying(64) NOT NULL,
    at timestamp with time zone NOT NULL,
    by_id bigint NOT NULL,
    consent_id bigint NOT NULL,
    person_id bigint,
    CONSTRAINT nobody_inspects_his_own_papers CHECK (((person_id IS NULL) OR (NOT ((person_id = by_id) AND (person_id IS NOT NULL))))),
    CONSTRAINT scan_is_a_digest CHECK (((scan)::text ~ '^([0-9a-f]{64})?$'::text))
);
ALTER TABLE public.registry_inspection ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.registry_inspection_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.registry_lostcontact (
    id bigint NOT NULL,
    valid daterange NOT NULL,
    efforts character varying(200) NOT NULL,
    person_id bigint NOT NULL
);
ALTER TABLE public.registry_lostcontact ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.registry_lostcontact_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.registry_membership (
    id bigint NOT NULL,
    valid daterange NOT NULL,
    arrival character varying(12) NOT NULL,
    document character varying(120) NOT NULL,
    group_id bigint,
    organization_id bigint NOT NULL,
    person_id bigint NOT NULL,
    person_path text DEFAULT ''::text NOT NULL COLLATE pg_catalog."C"
);
ALTER TABLE public.registry_membership ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.registry_membership_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.registry_merger (
    id bigint NOT NULL,
    uid uuid NOT NULL,
    merged_at timestamp with time zone NOT NULL,
    before bytea NOT NULL,
    carried jsonb NOT NULL,
    consent_id bigint NOT NULL,
    gone_id bigint NOT NULL,
    kept_id bigint NOT NULL,
    CONSTRAINT merged_into_another CHECK ((NOT (kept_id = gone_id)))
);
ALTER TABLE public.registry_merger ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.registry_merger_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.registry_naming (
    id bigint NOT NULL,
    valid daterange NOT NULL,
    name character varying(120) NOT NULL,
    short_name character varying(60) NOT NULL,
    form character varying(20) NOT NULL,
    document character varying(120) NOT NULL,
    organization_id bigint NOT NULL
);
ALTER TABLE public.registry_naming ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.registry_naming_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.registry_opening (
    id bigint NOT NULL,
    items character varying(20)[] NOT NULL,
    opened_at timestamp with time zone NOT NULL,
    until timestamp with time zone NOT NULL,
    consent_id bigint NOT NULL,
    holder_id bigint NOT NULL,
    person_id bigint NOT NULL,
    CONSTRAINT opened_for_a_time CHECK ((until > opened_at)),
    CONSTRAINT opened_for_another CHECK ((NOT (person_id = holder_id)))
);
ALTER TABLE public.registry_opening ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.registry_opening_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.registry_organization (
    id bigint NOT NULL,
    uid uuid NOT NULL,
    code character varying(32),
    name character varying(120) NOT NULL,
    short_name character varying(60) NOT NULL,
    name_key character varying(240) NOT NULL COLLATE pg_catalog."C",
    form character varying(20) NOT NULL,
    path text NOT NULL COLLATE pg_catalog."C",
    "position" integer NOT NULL,
    opened_on date NOT NULL,
    closed_on date,
    closing_reason character varying(200) NOT NULL,
    closing_document character varying(120) NOT NULL,
    founding_document character varying(120) NOT NULL,
    may_approve boolean NOT NULL,
    unit_relation character varying(10) NOT NULL,
    contact character varying(40) NOT NULL,
    phone character varying(40) NOT NULL,
    version integer NOT NULL,
    parent_id bigint,
    CONSTRAINT organization_closes_after_opening CHECK (((closed_on IS NULL) OR (closed_on > opened_on))),
    CONSTRAINT organization_path_form CHECK ((path ~ '^/([0-9]+/)+$'::text)),
    CONSTRAINT registry_organization_position_check CHECK (("position" >= 0)),
    CONSTRAINT registry_organization_version_check CHECK ((version >= 0))
);
ALTER TABLE public.registry_organization ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.registry_organization_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.registry_parentage (
    id bigint NOT NULL,
    valid daterange NOT NULL,
    document character varying(120) NOT NULL,
    organization_id bigint NOT NULL,
    parent_id bigint,
    CONSTRAINT nobody_is_his_own_parent CHECK (((parent_id IS NULL) OR (NOT ((parent_id = organization_id) AND (parent_id IS NOT NULL)))))
);
ALTER TABLE public.registry_parentage ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.registry_parentage_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.registry_person (
    id bigint NOT NULL,
    uid uuid NOT NULL,
    name character varying(60) NOT NULL,
    name_key character varying(120) NOT NULL COLLATE pg_catalog."C",
    sex character varying(1) NOT NULL,
    born_on date NOT NULL,
    ethnic character varying(2) NOT NULL,
    native_place character varying(60) NOT NULL,
    education character varying(2) NOT NULL,
    occupation character varying(60) NOT NULL,
    started_work_on date,
    id_number bytea,
    id_number_index bytea,
    mobile bytea,
    mobile_index bytea,
    landline character varying(30) NOT NULL,
    address bytea,
    joined_on date,
    full_on date,
    path text NOT NULL COLLATE pg_catalog."C",
    standing character varying(14) NOT NULL,
    lost boolean NOT NULL,
    floating boolean NOT NULL,
    version integer NOT NULL,
    organization_id bigint,
    CONSTRAINT person_full_not_before_joining CHECK (((full_on IS NULL) OR (joined_on IS NULL) OR (full_on >= joined_on))),
    CONSTRAINT person_path_form CHECK (((path = ''::text) OR (path ~ '^/([0-9]+/)+$'::text))),
    CONSTRAINT registry_person_version_check CHECK ((version >= 0))
);
ALTER TABLE public.registry_person ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.registry_person_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.registry_post (
    id bigint NOT NULL,
    valid daterange NOT NULL,
    title character varying(20) NOT NULL,
    document character varying(120) NOT NULL,
    organization_id bigint NOT NULL,
    person_id bigint NOT NULL,
    term_id bigint
);
ALTER TABLE public.registry_post ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.registry_post_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.registry_relative (
    id bigint NOT NULL,
    valid daterange NOT NULL,
    withdrawn character varying(120) NOT NULL,
    kinship character varying(20) NOT NULL,
    name character varying(60) NOT NULL,
    political_status character varying(2) NOT NULL,
    employer character varying(120) NOT NULL,
    person_id bigint NOT NULL
);
ALTER TABLE public.registry_relative ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.registry_relative_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.registry_restorecode (
    id bigint NOT NULL,
    role character varying(20) NOT NULL,
    salt bytea NOT NULL,
    digest bytea NOT NULL,
    made_at timestamp with time zone NOT NULL,
    ended_at timestamp with time zone,
    person_id bigint NOT NULL,
    CONSTRAINT restore_code_of_an_officer CHECK (((role)::text = ANY ((ARRAY['system_officer'::character varying, 'security_officer'::character varying, 'auditor'::character varying])::text[])))
);
ALTER TABLE public.registry_restorecode ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.registry_restorecode_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.registry_rolegrant (
    id bigint NOT NULL,
    valid daterange NOT NULL,
    role character varying(20) NOT NULL,
    document character varying(120) NOT NULL,
    granted_by_id bigint,
    holder_id bigint NOT NULL,
    organization_id bigint NOT NULL,
    consent_id bigint,
    CONSTRAINT nobody_grants_himself CHECK (((granted_by_id IS NULL) OR (NOT ((granted_by_id = holder_id) AND (granted_by_id IS NOT NULL)))))
);
ALTER TABLE public.registry_rolegrant ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.registry_rolegrant_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.registry_sanction (
    id bigint NOT NULL,
    valid daterange NOT NULL,
    uid uuid NOT NULL,
    kind character varying(14) NOT NULL,
    months smallint,
    due_on date,
    organ character varying(120) NOT NULL,
    document character varying(120) NOT NULL,
    decided_on date NOT NULL,
    reason bytea NOT NULL,
    entered_at timestamp with time zone NOT NULL,
    over_document character varying(120) NOT NULL,
    over_words character varying(200) NOT NULL,
    withdrawn character varying(120) NOT NULL,
    entered_by_id bigint,
    person_id bigint NOT NULL,
    CONSTRAINT registry_sanction_months_check CHECK ((months >= 0)),
    CONSTRAINT sanction_months_where_timed CHECK ((((due_on IS NOT NULL) AND ((kind)::text = ANY ((ARRAY['watched'::character varying, 'correction'::character varying])::text[])) AND (months >= 1) AND (months <= 24)) OR ((NOT ((kind)::text = ANY ((ARRAY['watched'::character varying, 'correction'::character varying])::text[]))) AND (due_on IS NULL) AND (months IS NULL)))),
    CONSTRAINT sanction_over_by_a_paper CHECK ((upper_inf(valid) OR (NOT ((over_document)::text = ''::text)) OR (NOT ((withdrawn)::text = ''::text)))),
    CONSTRAINT sanction_says_who_and_by_which_paper CHECK (((NOT ((organ)::text = ''::text)) AND (NOT ((document)::text = ''::text))))
);
ALTER TABLE public.registry_sanction ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.registry_sanction_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.registry_session (
    session_key character varying(40) NOT NULL,
    session_data text NOT NULL,
    expire_date timestamp with time zone NOT NULL,
    device character varying(40) NOT NULL,
    began_on date,
    seen_on date,
    account_id bigint
);
CREATE TABLE public.registry_signinbrake (
    key bytea NOT NULL,
    failures integer NOT NULL,
    failed_at timestamp with time zone NOT NULL,
    CONSTRAINT registry_signinbrake_failures_check CHECK ((failures >= 0))
);
CREATE TABLE public.registry_standing (
    id bigint NOT NULL,
    valid daterange NOT NULL,
    kind character varying(14) NOT NULL,
    reason character varying(60) NOT NULL,
    document character varying(120) NOT NULL,
    person_id bigint NOT NULL,
    decided_on date,
    organ character varying(120) DEFAULT ''::character varying NOT NULL,
    in_case boolean DEFAULT false NOT NULL,
    person_path text DEFAULT ''::text NOT NULL COLLATE pg_catalog."C"
);
ALTER TABLE public.registry_standing ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.registry_standing_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.registry_stayabroad (
    id bigint NOT NULL,
    valid daterange NOT NULL,
    withdrawn character varying(120) NOT NULL,
    country character varying(60) NOT NULL,
    purpose character varying(60) NOT NULL,
    contact character varying(120) NOT NULL,
    person_id bigint NOT NULL
);
ALTER TABLE public.registry_stayabroad ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.registry_stayabroad_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.registry_unit (
    id bigint NOT NULL,
    uid uuid NOT NULL,
    name character varying(120) NOT NULL,
    credit_code character varying(18),
    sector character varying(12) NOT NULL
);
ALTER TABLE public.registry_unit ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.registry_unit_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.registry_unitlink (
    id bigint NOT NULL,
    valid daterange NOT NULL,
    organization_id bigint NOT NULL,
    unit_id bigint NOT NULL
);
ALTER TABLE public.registry_unitlink ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.registry_unitlink_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.search_entry (
    id bigint NOT NULL,
    kind character varying(10) NOT NULL,
    noun uuid NOT NULL,
    title character varying(200) NOT NULL,
    day date,
    issuer character varying(100) NOT NULL,
    "column" character varying(20) NOT NULL,
    audience character varying(8) NOT NULL,
    level smallint NOT NULL,
    heading tsvector NOT NULL,
    CONSTRAINT entry_never_more_than_internal CHECK (((level = 0) OR ((level = 1) AND (NOT ((audience)::text = 'public'::text))))),
    CONSTRAINT search_entry_level_check CHECK ((level >= 0))
);
ALTER TABLE public.search_entry ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.search_entry_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.search_passage (
    id bigint NOT NULL,
    number integer NOT NULL,
    text text NOT NULL,
    size integer NOT NULL,
    words tsvector NOT NULL,
    entry_id bigint NOT NULL,
    kind character varying(10) NOT NULL,
    day date,
    issuer character varying(100) NOT NULL,
    "column" character varying(20) NOT NULL,
    audience character varying(8) NOT NULL,
    CONSTRAINT search_passage_number_check CHECK ((number >= 0)),
    CONSTRAINT search_passage_size_check CHECK ((size >= 0))
);
ALTER TABLE ONLY public.search_passage ALTER COLUMN words SET STORAGE MAIN;
ALTER TABLE public.search_passage ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.search_passage_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.search_rebuild (
    kind character varying(10) NOT NULL,
    after bigint NOT NULL,
    mark bigint NOT NULL
);
CREATE TABLE public.search_term (
    term character varying(60) NOT NULL COLLATE pg_catalog."C",
    count integer NOT NULL,
    known boolean NOT NULL,
    sound character varying(80) NOT NULL COLLATE pg_catalog."C",
    blurred character varying(80) NOT NULL COLLATE pg_catalog."C",
    initials character varying(20) NOT NULL COLLATE pg_catalog."C",
    near character varying(20)[] NOT NULL,
    CONSTRAINT search_term_count_check CHECK ((count >= 0))
);
CREATE TABLE public.search_uncounted (
    passage_id bigint NOT NULL
);
CREATE TABLE public.taggit_tag (
    id integer NOT NULL,
    name character varying(100) NOT NULL,
    slug character varying(100) NOT NULL
);
ALTER TABLE public.taggit_tag ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.taggit_tag_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.taggit_taggeditem (
    id integer NOT NULL,
    object_id integer NOT NULL,
    content_type_id integer NOT NULL,
    tag_id integer NOT NULL
);
ALTER TABLE public.taggit_taggeditem ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.taggit_taggeditem_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.transfers_contactnote (
    id bigint NOT NULL,
    uid uuid NOT NULL,
    side character varying(4) NOT NULL,
    "on" date NOT NULL,
    words bytea NOT NULL,
    by_id bigint NOT NULL,
    floating_id bigint,
    organization_id bigint NOT NULL,
    guest_id bigint,
    CONSTRAINT contact_note_about_somebody CHECK (((floating_id IS NOT NULL) OR (guest_id IS NOT NULL)))
);
ALTER TABLE public.transfers_contactnote ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.transfers_contactnote_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.transfers_guest (
    id bigint NOT NULL,
    valid daterange NOT NULL,
    uid uuid NOT NULL,
    name character varying(60) NOT NULL,
    home bytea,
    contact bytea,
    ending character varying(10) NOT NULL,
    floating_id bigint,
    organization_id bigint NOT NULL,
    person_id bigint,
    CONSTRAINT guest_ended_in_some_way CHECK (((((ending)::text = ''::text) AND upper_inf(valid)) OR ((NOT upper_inf(valid)) AND (NOT ((ending)::text = ''::text))))),
    CONSTRAINT guest_of_this_register_or_of_elsewhere CHECK ((((floating_id IS NOT NULL) AND (person_id IS NOT NULL)) OR ((floating_id IS NULL) AND (home IS NOT NULL) AND (person_id IS NULL))))
);
ALTER TABLE public.transfers_guest ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.transfers_guest_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.transfers_introduction (
    id bigint NOT NULL,
    uid uuid NOT NULL,
    kind character varying(12) NOT NULL,
    year smallint NOT NULL,
    number integer NOT NULL,
    addressee character varying(120) NOT NULL,
    words bytea NOT NULL,
    issued_on date NOT NULL,
    valid_until date NOT NULL,
    receipt_on date,
    receipt_from character varying(120) NOT NULL,
    voided_on date,
    voided_for character varying(200) NOT NULL,
    handler_id bigint,
    issuer_id bigint NOT NULL,
    person_id bigint NOT NULL,
    transfer_id bigint,
    CONSTRAINT introduction_letters_belong_to_a_transfer CHECK (((((kind)::text = 'letter'::text) AND (transfer_id IS NOT NULL)) OR (((kind)::text = 'certificate'::text) AND (transfer_id IS NULL)))),
    CONSTRAINT introduction_valid_from_its_day CHECK ((valid_until >= issued_on)),
    CONSTRAINT introduction_voided_with_a_reason CHECK (((((voided_for)::text = ''::text) AND (voided_on IS NULL)) OR ((voided_on IS NOT NULL) AND (NOT ((voided_for)::text = ''::text))))),
    CONSTRAINT transfers_introduction_number_check CHECK ((number >= 0)),
    CONSTRAINT transfers_introduction_year_check CHECK ((year >= 0))
);
ALTER TABLE public.transfers_introduction ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.transfers_introduction_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.transfers_transfer (
    id bigint NOT NULL,
    state character varying(30) NOT NULL,
    uid uuid NOT NULL,
    origin character varying(60) NOT NULL,
    way character varying(6) NOT NULL,
    name character varying(60) NOT NULL,
    from_words character varying(120) NOT NULL,
    to_words character varying(120) NOT NULL,
    reason character varying(120) NOT NULL,
    letter_number character varying(60) NOT NULL,
    letter_issued_on date,
    letter_valid_until date,
    opened_on date NOT NULL,
    settled_on date,
    case_id bigint NOT NULL,
    from_branch_id bigint,
    person_id bigint,
    receiver_id bigint,
    sender_id bigint,
    to_branch_id bigint,
    CONSTRAINT transfer_has_its_ends CHECK ((((from_branch_id IS NOT NULL) AND (person_id IS NOT NULL) AND (receiver_id IS NOT NULL) AND (sender_id IS NOT NULL) AND (to_branch_id IS NOT NULL) AND ((way)::text = 'inside'::text)) OR ((from_branch_id IS NOT NULL) AND (person_id IS NOT NULL) AND (sender_id IS NOT NULL) AND (to_branch_id IS NULL) AND ((way)::text = 'out'::text) AND (NOT ((to_words)::text = ''::text))) OR ((from_branch_id IS NULL) AND (receiver_id IS NOT NULL) AND ((way)::text = 'in'::text) AND (NOT ((from_words)::text = ''::text)) AND (NOT ((letter_number)::text = ''::text))))),
    CONSTRAINT transfer_settled_has_its_day CHECK ((((settled_on IS NOT NULL) AND ((state)::text = ANY ((ARRAY['placed'::character varying, 'gone'::character varying])::text[]))) OR ((state)::text = ANY ((ARRAY['placing'::character varying, 'away'::character varying])::text[])) OR ((NOT ((state)::text = ANY ((ARRAY['placed'::character varying, 'gone'::character varying, 'placing'::character varying, 'away'::character varying])::text[]))) AND (settled_on IS NULL))))
);
ALTER TABLE public.transfers_transfer ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.transfers_transfer_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.voices_answer (
    id bigint NOT NULL,
    uid uuid NOT NULL,
    instance character varying(8) NOT NULL,
    round smallint NOT NULL,
    request bytea,
    facts bytea,
    text bytea NOT NULL,
    basis bytea,
    public boolean NOT NULL,
    private_because character varying(100) NOT NULL,
    drafted_at timestamp with time zone NOT NULL,
    signed_at timestamp with time zone,
    drafted_by_id bigint NOT NULL,
    office_id bigint NOT NULL,
    signed_by_id bigint,
    letter_id bigint NOT NULL,
    CONSTRAINT answer_signed_by_other_eyes CHECK ((((signed_at IS NULL) AND (signed_by_id IS NULL)) OR ((signed_at IS NOT NULL) AND (signed_by_id IS NOT NULL) AND (NOT ((signed_by_id = drafted_by_id) AND (signed_by_id IS NOT NULL)))))),
    CONSTRAINT voices_answer_round_check CHECK ((round >= 0))
);
ALTER TABLE public.voices_answer ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.voices_answer_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.voices_channel (
    id bigint NOT NULL,
    uid uuid NOT NULL,
    name character varying(60) NOT NULL,
    page character varying(200) NOT NULL,
    phone character varying(40) NOT NULL,
    address character varying(120) NOT NULL,
    hours character varying(60) NOT NULL,
    set_at timestamp with time zone NOT NULL,
    ended_at timestamp with time zone,
    organization_id bigint NOT NULL,
    set_by_id bigint,
    CONSTRAINT channel_ends_after_it_began CHECK (((ended_at IS NULL) OR (ended_at >= set_at))),
    CONSTRAINT channel_has_a_name CHECK ((NOT ((name)::text = ''::text)))
);
ALTER TABLE public.voices_channel ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.voices_channel_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.voices_draft (
    id bigint NOT NULL,
    uid uuid NOT NULL,
    token_index bytea NOT NULL,
    fields bytea NOT NULL,
    kept_until timestamp with time zone NOT NULL
);
ALTER TABLE public.voices_draft ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.voices_draft_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.voices_letter (
    id bigint NOT NULL,
    state character varying(30) NOT NULL,
    uid uuid NOT NULL,
    number character varying(20) NOT NULL,
    kind character varying(12) NOT NULL,
    way character varying(8) NOT NULL,
    received_on date NOT NULL,
    origin character varying(60),
    text bytea,
    about bytea,
    matter character varying(60) NOT NULL,
    category character varying(20) NOT NULL,
    route character varying(16) NOT NULL,
    refused_because character varying(16) NOT NULL,
    shingles integer[] NOT NULL,
    again smallint NOT NULL,
    may_publish boolean NOT NULL,
    public_text text NOT NULL,
    public_answer text NOT NULL,
    published_at timestamp with time zone,
    case_id bigint NOT NULL,
    entered_by_id bigint,
    leading_id bigint,
    organization_id bigint NOT NULL,
    published_by_id bigint,
    mailbox_id bigint,
    public_office character varying(120) NOT NULL,
    seen_from bigint[] DEFAULT '{}'::bigint[] NOT NULL,
    seen_by bigint[] DEFAULT '{}'::bigint[] NOT NULL,
    CONSTRAINT letter_joined_to_another CHECK (((leading_id IS NULL) OR (NOT ((leading_id = id) AND (leading_id IS NOT NULL))))),
    CONSTRAINT letter_public_with_consent CHECK (((published_at IS NULL) OR (may_publish AND (published_by_id IS NOT NULL) AND (NOT (public_answer = ''::text)) AND (NOT ((public_office)::text = ''::text))))),
    CONSTRAINT voices_letter_again_check CHECK ((again >= 0))
);
ALTER TABLE public.voices_letter ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.voices_letter_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE SEQUENCE public.voices_letter_number
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
CREATE TABLE public.voices_mailbox (
    id bigint NOT NULL,
    uid uuid NOT NULL,
    title character varying(40) NOT NULL,
    note character varying(200) NOT NULL,
    opened_on date NOT NULL,
    closed_on date,
    leader_id bigint,
    organization_id bigint NOT NULL,
    CONSTRAINT mailbox_has_a_title CHECK ((NOT ((title)::text = ''::text)))
);
ALTER TABLE public.voices_mailbox ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.voices_mailbox_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.voices_message (
    id bigint NOT NULL,
    uid uuid NOT NULL,
    text bytea NOT NULL,
    at timestamp with time zone NOT NULL,
    by_id bigint,
    letter_id bigint NOT NULL,
    writer_id bigint
);
ALTER TABLE public.voices_message ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.voices_message_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.voices_notice (
    id bigint NOT NULL,
    uid uuid NOT NULL,
    kind character varying(10) NOT NULL,
    number character varying(40) NOT NULL,
    body bytea NOT NULL,
    given_on date NOT NULL,
    by_id bigint NOT NULL,
    letter_id bigint NOT NULL,
    office_id bigint NOT NULL
);
ALTER TABLE public.voices_notice ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.voices_notice_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.voices_rating (
    id bigint NOT NULL,
    uid uuid NOT NULL,
    verdict character varying(8) NOT NULL,
    words bytea,
    at timestamp with time zone NOT NULL,
    answer_id bigint NOT NULL,
    writer_id bigint NOT NULL
);
ALTER TABLE public.voices_rating ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.voices_rating_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.voices_referral (
    id bigint NOT NULL,
    uid uuid NOT NULL,
    received_on date NOT NULL,
    referred_on date NOT NULL,
    way character varying(8) NOT NULL,
    receipt character varying(60) NOT NULL
);
ALTER TABLE public.voices_referral ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.voices_referral_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.voices_writer (
    id bigint NOT NULL,
    uid uuid NOT NULL,
    receipt_index bytea NOT NULL,
    name bytea,
    phone bytea,
    address bytea,
    wish character varying(8) NOT NULL,
    representative boolean NOT NULL,
    joined_at timestamp with time zone NOT NULL,
    account_id bigint,
    letter_id bigint NOT NULL,
    left_at timestamp with time zone
);
ALTER TABLE public.voices_writer ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.voices_writer_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.wagtailcore_apitoken (
    id integer NOT NULL,
    name character varying(255) NOT NULL,
    key_hash character varying(64) NOT NULL,
    prefix character varying(16) NOT NULL,
    created timestamp with time zone NOT NULL,
    revoked_at timestamp with time zone,
    last_used_at timestamp with time zone,
    user_id bigint NOT NULL
);
ALTER TABLE public.wagtailcore_apitoken ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.wagtailcore_apitoken_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.wagtailcore_collection (
    id integer NOT NULL,
    path character varying(255) NOT NULL COLLATE pg_catalog."C",
    depth integer NOT NULL,
    numchild integer NOT NULL,
    name character varying(255) NOT NULL,
    CONSTRAINT wagtailcore_collection_depth_check CHECK ((depth >= 0)),
    CONSTRAINT wagtailcore_collection_numchild_check CHECK ((numchild >= 0))
);
ALTER TABLE public.wagtailcore_collection ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.wagtailcore_collection_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.wagtailcore_collectionviewrestriction (
    id integer NOT NULL,
    restriction_type character varying(20) NOT NULL,
    password character varying(255) NOT NULL,
    collection_id integer NOT NULL
);
CREATE TABLE public.wagtailcore_collectionviewrestriction_groups (
    id bigint NOT NULL,
    collectionviewrestriction_id integer CONSTRAINT wagtailcore_collectionviewr_collectionviewrestriction__not_null NOT NULL,
    group_id integer NOT NULL
);
ALTER TABLE public.wagtailcore_collectionviewrestriction_groups ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.wagtailcore_collectionviewrestriction_groups_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
ALTER TABLE public.wagtailcore_collectionviewrestriction ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.wagtailcore_collectionviewrestriction_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.wagtailcore_comment (
    id integer NOT NULL,
    text text NOT NULL,
    contentpath text NOT NULL,
    "position" text NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    resolved_at timestamp with time zone,
    page_id integer NOT NULL,
    resolved_by_id bigint,
    revision_created_id integer,
    user_id bigint NOT NULL
);
ALTER TABLE public.wagtailcore_comment ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.wagtailcore_comment_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.wagtailcore_commentreply (
    id integer NOT NULL,
    text text NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    comment_id integer NOT NULL,
    user_id bigint NOT NULL
);
ALTER TABLE public.wagtailcore_commentreply ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.wagtailcore_commentreply_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.wagtailcore_groupapprovaltask (
    task_ptr_id integer NOT NULL
);
CREATE TABLE public.wagtailcore_groupapprovaltask_groups (
    id bigint NOT NULL,
    groupapprovaltask_id integer CONSTRAINT wagtailcore_groupapprovaltask_gro_groupapprovaltask_id_not_null NOT NULL,
    group_id integer NOT NULL
);
ALTER TABLE public.wagtailcore_groupapprovaltask_groups ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.wagtailcore_groupapprovaltask_groups_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.wagtailcore_groupcollectionpermission (
    id integer NOT NULL,
    collection_id integer NOT NULL,
    group_id integer NOT NULL,
    permission_id integer NOT NULL
);
ALTER TABLE public.wagtailcore_groupcollectionpermission ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.wagtailcore_groupcollectionpermission_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.wagtailcore_grouppagepermission (
    id integer NOT NULL,
    group_id integer NOT NULL,
    page_id integer NOT NULL,
    permission_id integer NOT NULL
);
ALTER TABLE public.wagtailcore_grouppagepermission ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.wagtailcore_grouppagepermission_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.wagtailcore_groupsitepermission (
    id integer NOT NULL,
    group_id integer NOT NULL,
    permission_id integer NOT NULL,
    site_id integer NOT NULL
);
ALTER TABLE public.wagtailcore_groupsitepermission ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.wagtailcore_groupsitepermission_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.wagtailcore_locale (
    id integer NOT NULL,
    language_code character varying(100) NOT NULL
);
ALTER TABLE public.wagtailcore_locale ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.wagtailcore_locale_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.wagtailcore_modellogentry (
    id integer NOT NULL,
    label text NOT NULL,
    action character varying(255) NOT NULL,
    data jsonb CONSTRAINT wagtailcore_modellogentry_data_json_not_null NOT NULL,
    "timestamp" timestamp with time zone NOT NULL,
    content_changed boolean NOT NULL,
    deleted boolean NOT NULL,
    object_id character varying(255) NOT NULL,
    content_type_id integer,
    user_id bigint,
    uuid uuid,
    revision_id integer
);
ALTER TABLE public.wagtailcore_modellogentry ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.wagtailcore_modellogentry_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.wagtailcore_page (
    id integer NOT NULL,
    path character varying(255) NOT NULL COLLATE pg_catalog."C",
    depth integer NOT NULL,
    numchild integer NOT NULL,
    title character varying(255) NOT NULL,
    slug character varying(255) NOT NULL,
    live boolean NOT NULL,
    has_unpublished_changes boolean NOT NULL,
    url_path text NOT NULL,
    seo_title character varying(255) NOT NULL,
    show_in_menus boolean NOT NULL,
    search_description text NOT NULL,
    go_live_at timestamp with time zone,
    expire_at timestamp with time zone,
    expired boolean NOT NULL,
    content_type_id integer NOT NULL,
    owner_id bigint,
    locked boolean NOT NULL,
    latest_revision_created_at timestamp with time zone,
    first_published_at timestamp with time zone,
    live_revision_id integer,
    last_published_at timestamp with time zone,
    draft_title character varying(255) NOT NULL,
    locked_at timestamp with time zone,
    locked_by_id bigint,
    translation_key uuid NOT NULL,
    locale_id integer NOT NULL,
    alias_of_id integer,
    latest_revision_id integer,
    CONSTRAINT wagtailcore_page_depth_check CHECK ((depth >= 0)),
    CONSTRAINT wagtailcore_page_numchild_check CHECK ((numchild >= 0))
);
ALTER TABLE public.wagtailcore_page ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.wagtailcore_page_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.wagtailcore_pagelogentry (
    id integer NOT NULL,
    label text NOT NULL,
    action character varying(255) NOT NULL,
    data jsonb CONSTRAINT wagtailcore_pagelogentry_data_json_not_null NOT NULL,
    "timestamp" timestamp with time zone NOT NULL,
    content_changed boolean NOT NULL,
    deleted boolean NOT NULL,
    content_type_id integer,
    page_id integer NOT NULL,
    revision_id integer,
    user_id bigint,
    uuid uuid
);
ALTER TABLE public.wagtailcore_pagelogentry ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.wagtailcore_pagelogentry_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.wagtailcore_revision (
    id integer CONSTRAINT wagtailcore_pagerevision_id_not_null NOT NULL,
    created_at timestamp with time zone CONSTRAINT wagtailcore_pagerevision_created_at_not_null NOT NULL,
    content jsonb CONSTRAINT wagtailcore_pagerevision_content_json_not_null NOT NULL,
    approved_go_live_at timestamp with time zone,
    object_id character varying(255) CONSTRAINT wagtailcore_pagerevision_page_id_not_null NOT NULL,
    user_id bigint,
    content_type_id integer NOT NULL,
    base_content_type_id integer NOT NULL,
    object_str text NOT NULL
);
ALTER TABLE public.wagtailcore_revision ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.wagtailcore_pagerevision_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.wagtailcore_pagesubscription (
    id integer NOT NULL,
    comment_notifications boolean NOT NULL,
    page_id integer NOT NULL,
    user_id bigint NOT NULL
);
ALTER TABLE public.wagtailcore_pagesubscription ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.wagtailcore_pagesubscription_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.wagtailcore_pageviewrestriction (
    id integer NOT NULL,
    password character varying(255) NOT NULL,
    page_id integer NOT NULL,
    restriction_type character varying(20) NOT NULL
);
CREATE TABLE public.wagtailcore_pageviewrestriction_groups (
    id bigint NOT NULL,
    pageviewrestriction_id integer CONSTRAINT wagtailcore_pageviewrestriction_pageviewrestriction_id_not_null NOT NULL,
    group_id integer NOT NULL
);
ALTER TABLE public.wagtailcore_pageviewrestriction_groups ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.wagtailcore_pageviewrestriction_groups_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
ALTER TABLE public.wagtailcore_pageviewrestriction ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.wagtailcore_pageviewrestriction_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.wagtailcore_referenceindex (
    id integer NOT NULL,
    object_id character varying(255) NOT NULL,
    to_object_id character varying(255) NOT NULL,
    model_path text NOT NULL,
    content_path text NOT NULL,
    content_path_hash uuid NOT NULL,
    base_content_type_id integer NOT NULL,
    content_type_id integer NOT NULL,
    to_content_type_id integer NOT NULL
);
ALTER TABLE public.wagtailcore_referenceindex ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.wagtailcore_referenceindex_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.wagtailcore_site (
    id integer NOT NULL,
    hostname character varying(255) NOT NULL,
    port integer NOT NULL,
    is_default_site boolean NOT NULL,
    root_page_id integer NOT NULL,
    site_name character varying(255) NOT NULL
);
ALTER TABLE public.wagtailcore_site ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.wagtailcore_site_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.wagtailcore_task (
    id integer NOT NULL,
    name character varying(255) NOT NULL,
    active boolean NOT NULL,
    content_type_id integer NOT NULL
);
ALTER TABLE public.wagtailcore_task ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.wagtailcore_task_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.wagtailcore_taskstate (
    id integer NOT NULL,
    status character varying(50) NOT NULL,
    started_at timestamp with time zone NOT NULL,
    finished_at timestamp with time zone,
    content_type_id integer NOT NULL,
    revision_id integer CONSTRAINT wagtailcore_taskstate_page_revision_id_not_null NOT NULL,
    task_id integer NOT NULL,
    workflow_state_id integer NOT NULL,
    finished_by_id bigint,
    comment text NOT NULL
);
ALTER TABLE public.wagtailcore_taskstate ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.wagtailcore_taskstate_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.wagtailcore_uploadedfile (
    id integer NOT NULL,
    file character varying(200) NOT NULL,
    for_content_type_id integer,
    uploaded_by_user_id bigint
);
ALTER TABLE public.wagtailcore_uploadedfile ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.wagtailcore_uploadedfile_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.wagtailcore_workflow (
    id integer NOT NULL,
    name character varying(255) NOT NULL,
    active boolean NOT NULL
);
ALTER TABLE public.wagtailcore_workflow ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.wagtailcore_workflow_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.wagtailcore_workflowcontenttype (
    content_type_id integer NOT NULL,
    workflow_id integer NOT NULL
);
CREATE TABLE public.wagtailcore_workflowpage (
    page_id integer NOT NULL,
    workflow_id integer NOT NULL
);
CREATE TABLE public.wagtailcore_workflowstate (
    id integer NOT NULL,
    status character varying(50) NOT NULL,
    created_at timestamp with time zone NOT NULL,
    current_task_state_id integer,
    object_id character varying(255) CONSTRAINT wagtailcore_workflowstate_page_id_not_null NOT NULL,
    requested_by_id bigint,
    workflow_id integer NOT NULL,
    content_type_id integer NOT NULL,
    base_content_type_id integer NOT NULL
);
ALTER TABLE public.wagtailcore_workflowstate ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.wagtailcore_workflowstate_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.wagtailcore_workflowtask (
    id integer NOT NULL,
    sort_order integer,
    task_id integer NOT NULL,
    workflow_id integer NOT NULL
);
ALTER TABLE public.wagtailcore_workflowtask ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.wagtailcore_workflowtask_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.wagtailsearch_indexentry (
    id integer NOT NULL,
    object_id character varying(50) NOT NULL,
    title_norm double precision NOT NULL,
    content_type_id integer NOT NULL,
    autocomplete tsvector NOT NULL,
    title tsvector NOT NULL,
    body tsvector NOT NULL,
    title_text text NOT NULL,
    body_text text NOT NULL
);
ALTER TABLE public.wagtailsearch_indexentry ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.wagtailsearch_indexentry_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
ALTER TABLE ONLY public.procrastinate_events ALTER COLUMN id SET DEFAULT nextval('public.procrastinate_events_id_seq'::regclass);
ALTER TABLE ONLY public.procrastinate_jobs ALTER COLUMN id SET DEFAULT nextval('public.procrastinate_jobs_id_seq'::regclass);
ALTER TABLE ONLY public.procrastinate_periodic_defers ALTER COLUMN id SET DEFAULT nextval('public.procrastinate_periodic_defers_id_seq'::regclass);
INSERT INTO public.auth_group VALUES
	(1, 'Moderators'),
	(2, 'Editors');
INSERT INTO public.auth_permission VALUES
	(1, 'Can add content type', 3, 'add_contenttype'),
	(2, 'Can change content type', 3, 'change_contenttype'),
	(3, 'Can delete content type', 3, 'delete_contenttype'),
	(4, 'Can view content type', 3, 'view_contenttype'),
	(5, 'Can add permission', 4, 'add_permission'),
	(6, 'Can change permission', 4, 'change_permission'),
	(7, 'Can delete permission', 4, 'delete_permission'),
	(8, 'Can view permission', 4, 'view_permission'),
	(9, 'Can add group', 5, 'add_group'),
	(10, 'Can change group', 5, 'change_group'),
	(11, 'Can delete group', 5, 'delete_group'),
	(12, 'Can view group', 5, 'view_group'),
	(13, 'Can add session', 6, 'add_session'),
	(14, 'Can change session', 6, 'change_session'),
	(15, 'Can delete session', 6, 'delete_session'),
	(16, 'Can view session', 6, 'view_session'),
	(17, 'Can add entry', 7, 'add_entry'),
	(18, 'Can change entry', 7, 'change_entry'),
	(19, 'Can delete entry', 7, 'delete_entry'),
	(20, 'Can view entry', 7, 'view_entry'),
	(21, 'Can add farmer amount', 8, 'add_farmeramount'),
	(22, 'Can change farmer amount', 8, 'change_farmeramount'),
	(23, 'Can delete farmer amount', 8, 'delete_farmeramount'),
	(24, 'Can view farmer amount', 8, 'view_farmeramount'),
	(25, 'Can add relief', 9, 'add_relief'),
	(26, 'Can change relief', 9, 'change_relief'),
	(27, 'Can delete relief', 9, 'delete_relief'),
	(28, 'Can view relief', 9, 'view_relief'),
	(29, 'Can add share', 10, 'add_share'),
	(30, 'Can change share', 10, 'change_share'),
	(31, 'Can delete share', 10, 'delete_share'),
	(32, 'Can view share', 10, 'view_share'),
	(33, 'Can add branch account', 11, 'add_branchaccount'),
	(34, 'Can change branch account', 11, 'change_branchaccount'),
	(35, 'Can delete branch account', 11, 'delete_branchaccount'),
	(36, 'Can view branch account', 11, 'view_branchaccount'),
	(37, 'Can add declaration', 12, 'add_declaration'),
	(38, 'Can change declaration', 12, 'change_declaration'),
	(39, 'Can delete declaration', 12, 'delete_declaration'),
	(40, 'Can view declaration', 12, 'view_declaration'),
	(41, 'Can add errand', 13, 'add_errand'),
	(42, 'Can change errand', 13, 'change_errand'),
	(43, 'Can delete errand', 13, 'delete_errand'),
	(44, 'Can view errand', 13, 'view_errand'),
	(45, 'Can add proposed item', 14, 'add_proposeditem'),
	(46, 'Can change proposed item', 14, 'change_proposeditem'),
	(47, 'Can delete proposed item', 14, 'delete_proposeditem'),
	(48, 'Can view proposed item', 14, 'view_proposeditem'),
	(49, 'Can add step', 15, 'add_step'),
	(50, 'Can change step', 15, 'change_step'),
	(51, 'Can delete step', 15, 'delete_step'),
	(52, 'Can view step', 15, 'view_step'),
	(53, 'Can add correction request', 16, 'add_correctionrequest'),
	(54, 'Can change correction request', 16, 'change_correctionrequest'),
	(55, 'Can delete correction request', 16, 'delete_correctionrequest'),
	(56, 'Can view correction request', 16, 'view_correctionrequest'),
	(57, 'Can add data check', 17, 'add_datacheck'),
	(58, 'Can change data check', 17, 'change_datacheck'),
	(59, 'Can delete data check', 17, 'delete_datacheck'),
	(60, 'Can view data check', 17, 'view_datacheck'),
	(61, 'Can add requested item', 18, 'add_requesteditem'),
	(62, 'Can change requested item', 18, 'change_requesteditem'),
	(63, 'Can delete requested item', 18, 'delete_requesteditem'),
	(64, 'Can view requested item', 18, 'view_requesteditem'),
	(65, 'Can add applicant', 19, 'add_applicant'),
	(66, 'Can change applicant', 19, 'change_applicant'),
	(67, 'Can delete applicant', 19, 'delete_applicant'),
	(68, 'Can view applicant', 19, 'view_applicant'),
	(69, 'Can add development', 20, 'add_development'),
	(70, 'Can change development', 20, 'change_development'),
	(71, 'Can delete development', 20, 'delete_development'),
	(72, 'Can view development', 20, 'view_development'),
	(73, 'Can add guide', 21, 'add_guide'),
	(74, 'Can change guide', 21, 'change_guide'),
	(75, 'Can delete guide', 21, 'delete_guide'),
	(76, 'Can view guide', 21, 'view_guide'),
	(77, 'Can add local step', 22, 'add_localstep'),
	(78, 'Can change local step', 22, 'change_localstep'),
	(79, 'Can delete local step', 22, 'delete_localstep'),
	(80, 'Can view local step', 22, 'view_localstep'),
	(81, 'Can add step taken', 23, 'add_steptaken'),
	(82, 'Can change step taken', 23, 'change_steptaken'),
	(83, 'Can delete step taken', 23, 'delete_steptaken'),
	(84, 'Can view step taken', 23, 'view_steptaken'),
	(85, 'Can add paper', 24, 'add_paper'),
	(86, 'Can change paper', 24, 'change_paper'),
	(87, 'Can delete paper', 24, 'delete_paper'),
	(88, 'Can view paper', 24, 'view_paper'),
	(89, 'Can add vote', 25, 'add_vote'),
	(90, 'Can change vote', 25, 'change_vote'),
	(91, 'Can delete vote', 25, 'delete_vote'),
	(92, 'Can view vote', 25, 'view_vote'),
	(93, 'Can add case move', 26, 'add_casemove'),
	(94, 'Can change case move', 26, 'change_casemove'),
	(95, 'Can delete case move', 26, 'delete_casemove'),
	(96, 'Can view case move', 26, 'view_casemove'),
	(97, 'Can add scan', 27, 'add_scan'),
	(98, 'Can change scan', 27, 'change_scan'),
	(99, 'Can delete scan', 27, 'delete_scan'),
	(100, 'Can view scan', 27, 'view_scan'),
	(101, 'Can add guest', 28, 'add_guest'),
	(102, 'Can change guest', 28, 'change_guest'),
	(103, 'Can delete guest', 28, 'delete_guest'),
	(104, 'Can view guest', 28, 'view_guest'),
	(105, 'Can add contact note', 29, 'add_contactnote'),
	(106, 'Can change contact note', 29, 'change_contactnote'),
	(107, 'Can delete contact note', 29, 'delete_contactnote'),
	(108, 'Can view contact note', 29, 'view_contactnote'),
	(109, 'Can add transfer', 30, 'add_transfer'),
	(110, 'Can change transfer', 30, 'change_transfer'),
	(111, 'Can delete transfer', 30, 'delete_transfer'),
	(112, 'Can view transfer', 30, 'view_transfer'),
	(113, 'Can add introduction', 31, 'add_introduction'),
	(114, 'Can change introduction', 31, 'change_introduction'),
	(115, 'Can delete introduction', 31, 'delete_introduction'),
	(116, 'Can view introduction', 31, 'view_introduction'),
	(117, 'Can add handover', 32, 'add_handover'),
	(118, 'Can change handover', 32, 'change_handover'),
	(119, 'Can delete handover', 32, 'delete_handover'),
	(120, 'Can view handover', 32, 'view_handover'),
	(121, 'Can add call', 33, 'add_call'),
	(122, 'Can change call', 33, 'change_call'),
	(123, 'Can delete call', 33, 'delete_call'),
	(124, 'Can view call', 33, 'view_call'),
	(125, 'Can add line', 34, 'add_line'),
	(126, 'Can change line', 34, 'change_line'),
	(127, 'Can delete line', 34, 'delete_line'),
	(128, 'Can view line', 34, 'view_line'),
	(129, 'Can add review', 35, 'add_review'),
	(130, 'Can change review', 35, 'change_review'),
	(131, 'Can delete review', 35, 'delete_review'),
	(132, 'Can view review', 35, 'view_review'),
	(133, 'Can add draft', 36, 'add_draft'),
	(134, 'Can change draft', 36, 'change_draft'),
	(135, 'Can delete draft', 36, 'delete_draft'),
	(136, 'Can view draft', 36, 'view_draft'),
	(137, 'Can add referral', 37, 'add_referral'),
	(138, 'Can change referral', 37, 'change_referral'),
	(139, 'Can delete referral', 37, 'delete_referral'),
	(140, 'Can view referral', 37, 'view_referral'),
	(141, 'Can add letter', 38, 'add_letter'),
	(142, 'Can change letter', 38, 'change_letter'),
	(143, 'Can delete letter', 38, 'delete_letter'),
	(144, 'Can view letter', 38, 'view_letter'),
	(145, 'Can add answer', 39, 'add_answer'),
	(146, 'Can change answer', 39, 'change_answer'),
	(147, 'Can delete answer', 39, 'delete_answer'),
	(148, 'Can view answer', 39, 'view_answer'),
	(149, 'Can add mailbox', 40, 'add_mailbox'),
	(150, 'Can change mailbox', 40, 'change_mailbox'),
	(151, 'Can delete mailbox', 40, 'delete_mailbox'),
	(152, 'Can view mailbox', 40, 'view_mailbox'),
	(153, 'Can add notice', 41, 'add_notice'),
	(154, 'Can change notice', 41, 'change_notice'),
	(155, 'Can delete notice', 41, 'delete_notice'),
	(156, 'Can view notice', 41, 'view_notice'),
	(157, 'Can add writer', 42, 'add_writer'),
	(158, 'Can change writer', 42, 'change_writer'),
	(159, 'Can delete writer', 42, 'delete_writer'),
	(160, 'Can view writer', 42, 'view_writer'),
	(161, 'Can add rating', 43, 'add_rating'),
	(162, 'Can change rating', 43, 'change_rating'),
	(163, 'Can delete rating', 43, 'delete_rating'),
	(164, 'Can view rating', 43, 'view_rating'),
	(165, 'Can add message', 44, 'add_message'),
	(166, 'Can change message', 44, 'change_message'),
	(167, 'Can delete message', 44, 'delete_message'),
	(168, 'Can view message', 44, 'view_message'),
	(169, 'Can add channel', 45, 'add_channel'),
	(170, 'Can change channel', 45, 'change_channel'),
	(171, 'Can delete channel', 45, 'delete_channel'),
	(172, 'Can view channel', 45, 'view_channel'),
	(173, 'Can add contribution', 46, 'add_contribution'),
	(174, 'Can change contribution', 46, 'change_contribution'),
	(175, 'Can delete contribution', 46, 'delete_contribution'),
	(176, 'Can view contribution', 46, 'view_contribution'),
	(177, 'Can add expert', 47, 'add_expert'),
	(178, 'Can change expert', 47, 'change_expert'),
	(179, 'Can delete expert', 47, 'delete_expert'),
	(180, 'Can view expert', 47, 'view_expert'),
	(181, 'Can add consultation', 48, 'add_consultation'),
	(182, 'Can change consultation', 48, 'change_consultation'),
	(183, 'Can delete consultation', 48, 'delete_consultation'),
	(184, 'Can view consultation', 48, 'view_consultation'),
	(185, 'Can add opinion', 49, 'add_opinion'),
	(186, 'Can change opinion', 49, 'change_opinion'),
	(187, 'Can delete opinion', 49, 'delete_opinion'),
	(188, 'Can view opinion', 49, 'view_opinion'),
	(189, 'Can add paper', 50, 'add_paper'),
	(190, 'Can change paper', 50, 'change_paper'),
	(191, 'Can delete paper', 50, 'delete_paper'),
	(192, 'Can view paper', 50, 'view_paper'),
	(193, 'Can add removal', 51, 'add_removal'),
	(194, 'Can change removal', 51, 'change_removal'),
	(195, 'Can delete removal', 51, 'delete_removal'),
	(196, 'Can view removal', 51, 'view_removal'),
	(197, 'Can add review', 52, 'add_review'),
	(198, 'Can change review', 52, 'change_review'),
	(199, 'Can delete review', 52, 'delete_review'),
	(200, 'Can view review', 52, 'view_review'),
	(201, 'Can add seminar', 53, 'add_seminar'),
	(202, 'Can change seminar', 53, 'change_seminar'),
	(203, 'Can delete seminar', 53, 'delete_seminar'),
	(204, 'Can view seminar', 53, 'view_seminar'),
	(205, 'Can add thread', 54, 'add_thread'),
	(206, 'Can change thread', 54, 'change_thread'),
	(207, 'Can delete thread', 54, 'delete_thread'),
	(208, 'Can view thread', 54, 'view_thread'),
	(209, 'Can add topic', 55, 'add_topic'),
	(210, 'Can change topic', 55, 'change_topic'),
	(211, 'Can delete topic', 55, 'delete_topic'),
	(212, 'Can view topic', 55, 'view_topic'),
	(213, 'Can add answer', 56, 'add_answer'),
	(214, 'Can change answer', 56, 'change_answer'),
	(215, 'Can delete answer', 56, 'delete_answer'),
	(216, 'Can view answer', 56, 'view_answer'),
	(217, 'Can add drive', 57, 'add_drive'),
	(218, 'Can change drive', 57, 'change_drive'),
	(219, 'Can delete drive', 57, 'delete_drive'),
	(220, 'Can view drive', 57, 'view_drive'),
	(221, 'Can add nomination', 58, 'add_nomination'),
	(222, 'Can change nomination', 58, 'change_nomination'),
	(223, 'Can delete nomination', 58, 'delete_nomination'),
	(224, 'Can view nomination', 58, 'view_nomination'),
	(225, 'Can add honour', 59, 'add_honour'),
	(226, 'Can change honour', 59, 'change_honour'),
	(227, 'Can delete honour', 59, 'delete_honour'),
	(228, 'Can view honour', 59, 'view_honour'),
	(229, 'Can add appraisal', 60, 'add_appraisal'),
	(230, 'Can change appraisal', 60, 'change_appraisal'),
	(231, 'Can delete appraisal', 60, 'delete_appraisal'),
	(232, 'Can view appraisal', 60, 'view_appraisal'),
	(233, 'Can add excuse', 61, 'add_excuse'),
	(234, 'Can change excuse', 61, 'change_excuse'),
	(235, 'Can delete excuse', 61, 'delete_excuse'),
	(236, 'Can view excuse', 61, 'view_excuse'),
	(237, 'Can add inactivity', 62, 'add_inactivity'),
	(238, 'Can change inactivity', 62, 'change_inactivity'),
	(239, 'Can delete inactivity', 62, 'delete_inactivity'),
	(240, 'Can view inactivity', 62, 'view_inactivity'),
	(241, 'Can add line', 63, 'add_line'),
	(242, 'Can change line', 63, 'change_line'),
	(243, 'Can delete line', 63, 'delete_line'),
	(244, 'Can view line', 63, 'view_line'),
	(245, 'Can add visit', 64, 'add_visit'),
	(246, 'Can change visit', 64, 'change_visit'),
	(247, 'Can delete visit', 64, 'delete_visit'),
	(248, 'Can view visit', 64, 'view_visit'),
	(249, 'Can add notice', 65, 'add_notice'),
	(250, 'Can change notice', 65, 'change_notice'),
	(251, 'Can delete notice', 65, 'delete_notice'),
	(252, 'Can view notice', 65, 'view_notice'),
	(253, 'Can add objection', 66, 'add_objection'),
	(254, 'Can change objection', 66, 'change_objection'),
	(255, 'Can delete objection', 66, 'delete_objection'),
	(256, 'Can view objection', 66, 'view_objection'),
	(257, 'Can add item', 67, 'add_item'),
	(258, 'Can change item', 67, 'change_item'),
	(259, 'Can delete item', 67, 'delete_item'),
	(260, 'Can view item', 67, 'view_item'),
	(261, 'Can add proposal', 68, 'add_proposal'),
	(262, 'Can change proposal', 68, 'change_proposal'),
	(263, 'Can delete proposal', 68, 'delete_proposal'),
	(264, 'Can view proposal', 68, 'view_proposal'),
	(265, 'Can add audience', 69, 'add_audience'),
	(266, 'Can change audience', 69, 'change_audience'),
	(267, 'Can delete audience', 69, 'delete_audience'),
	(268, 'Can view audience', 69, 'view_audience'),
	(269, 'Can add personnel entry', 70, 'add_personnelentry'),
	(270, 'Can change personnel entry', 70, 'change_personnelentry'),
	(271, 'Can delete personnel entry', 70, 'delete_personnelentry'),
	(272, 'Can view personnel entry', 70, 'view_personnelentry'),
	(273, 'Can add application', 71, 'add_application'),
	(274, 'Can change application', 71, 'change_application'),
	(275, 'Can delete application', 71, 'delete_application'),
	(276, 'Can view application', 71, 'view_application'),
	(277, 'Can add meeting', 72, 'add_meeting'),
	(278, 'Can change meeting', 72, 'change_meeting'),
	(279, 'Can delete meeting', 72, 'delete_meeting'),
	(280, 'Can view meeting', 72, 'view_meeting'),
	(281, 'Can add item', 73, 'add_item'),
	(282, 'Can change item', 73, 'change_item'),
	(283, 'Can delete item', 73, 'delete_item'),
	(284, 'Can view item', 73, 'view_item'),
	(285, 'Can add exemption', 74, 'add_exemption'),
	(286, 'Can change exemption', 74, 'change_exemption'),
	(287, 'Can delete exemption', 74, 'delete_exemption'),
	(288, 'Can view exemption', 74, 'view_exemption'),
	(289, 'Can add voter', 75, 'add_voter'),
	(290, 'Can change voter', 75, 'change_voter'),
	(291, 'Can delete voter', 75, 'delete_voter'),
	(292, 'Can view voter', 75, 'view_voter'),
	(293, 'Can add count', 76, 'add_count'),
	(294, 'Can change count', 76, 'change_count'),
	(295, 'Can delete count', 76, 'delete_count'),
	(296, 'Can view count', 76, 'view_count'),
	(297, 'Can add candidate', 77, 'add_candidate'),
	(298, 'Can change candidate', 77, 'change_candidate'),
	(299, 'Can delete candidate', 77, 'delete_candidate'),
	(300, 'Can view candidate', 77, 'view_candidate'),
	(301, 'Can add entry', 78, 'add_entry'),
	(302, 'Can change entry', 78, 'change_entry'),
	(303, 'Can delete entry', 78, 'delete_entry'),
	(304, 'Can view entry', 78, 'view_entry'),
	(305, 'Can add source', 79, 'add_source'),
	(306, 'Can change source', 79, 'change_source'),
	(307, 'Can delete source', 79, 'delete_source'),
	(308, 'Can view source', 79, 'view_source'),
	(309, 'Can add sighting', 80, 'add_sighting'),
	(310, 'Can change sighting', 80, 'change_sighting'),
	(311, 'Can delete sighting', 80, 'delete_sighting'),
	(312, 'Can view sighting', 80, 'view_sighting'),
	(313, 'Can add article', 81, 'add_article'),
	(314, 'Can change article', 81, 'change_article'),
	(315, 'Can delete article', 81, 'delete_article'),
	(316, 'Can view article', 81, 'view_article'),
	(317, 'Can add column', 82, 'add_column'),
	(318, 'Can change column', 82, 'change_column'),
	(319, 'Can delete column', 82, 'delete_column'),
	(320, 'Can view column', 82, 'view_column'),
	(321, 'Can add generation', 83, 'add_generation'),
	(322, 'Can change generation', 83, 'change_generation'),
	(323, 'Can delete generation', 83, 'delete_generation'),
	(324, 'Can view generation', 83, 'view_generation'),
	(325, 'Can add picture', 84, 'add_picture'),
	(326, 'Can change picture', 84, 'change_picture'),
	(327, 'Can delete picture', 84, 'delete_picture'),
	(328, 'Can view picture', 84, 'view_picture'),
	(329, 'Can add submission', 85, 'add_submission'),
	(330, 'Can change submission', 85, 'change_submission'),
	(331, 'Can delete submission', 85, 'delete_submission'),
	(332, 'Can view submission', 85, 'view_submission'),
	(333, 'Can add signature', 86, 'add_signature'),
	(334, 'Can change signature', 86, 'change_signature'),
	(335, 'Can delete signature', 86, 'delete_signature'),
	(336, 'Can view signature', 86, 'view_signature'),
	(337, 'Can add publication', 87, 'add_publication'),
	(338, 'Can change publication', 87, 'change_publication'),
	(339, 'Can delete publication', 87, 'delete_publication'),
	(340, 'Can view publication', 87, 'view_publication'),
	(341, 'Can add theme', 88, 'add_theme'),
	(342, 'Can change theme', 88, 'change_theme'),
	(343, 'Can delete theme', 88, 'delete_theme'),
	(344, 'Can view theme', 88, 'view_theme'),
	(345, 'Can add probe', 89, 'add_probe'),
	(346, 'Can change probe', 89, 'change_probe'),
	(347, 'Can delete probe', 89, 'delete_probe'),
	(348, 'Can view probe', 89, 'view_probe'),
	(349, 'Can add document', 90, 'add_document'),
	(350, 'Can change document', 90, 'change_document'),
	(351, 'Can delete document', 90, 'delete_document'),
	(352, 'Can view document', 90, 'view_document'),
	(353, 'Can add attachment', 91, 'add_attachment'),
	(354, 'Can change attachment', 91, 'change_attachment'),
	(355, 'Can delete attachment', 91, 'delete_attachment'),
	(356, 'Can view attachment', 91, 'view_attachment'),
	(357, 'Can add link', 92, 'add_link'),
	(358, 'Can change link', 92, 'change_link'),
	(359, 'Can delete link', 92, 'delete_link'),
	(360, 'Can view link', 92, 'view_link'),
	(361, 'Can add reading', 93, 'add_reading'),
	(362, 'Can change reading', 93, 'change_reading'),
	(363, 'Can delete reading', 93, 'delete_reading'),
	(364, 'Can view reading', 93, 'view_reading'),
	(365, 'Can add generation', 94, 'add_generation'),
	(366, 'Can change generation', 94, 'change_generation'),
	(367, 'Can delete generation', 94, 'delete_generation'),
	(368, 'Can view generation', 94, 'view_generation'),
	(369, 'Can add admission', 95, 'add_admission'),
	(370, 'Can change admission', 95, 'change_admission'),
	(371, 'Can delete admission', 95, 'delete_admission'),
	(372, 'Can view admission', 95, 'view_admission'),
	(373, 'Can add draft', 96, 'add_draft'),
	(374, 'Can change draft', 96, 'change_draft'),
	(375, 'Can delete draft', 96, 'delete_draft'),
	(376, 'Can view draft', 96, 'view_draft'),
	(377, 'Can add scan page', 97, 'add_scanpage'),
	(378, 'Can change scan page', 97, 'change_scanpage'),
	(379, 'Can delete scan page', 97, 'delete_scanpage'),
	(380, 'Can view scan page', 97, 'view_scanpage'),
	(381, 'Can add upload', 98, 'add_upload'),
	(382, 'Can change upload', 98, 'change_upload'),
	(383, 'Can delete upload', 98, 'delete_upload'),
	(384, 'Can view upload', 98, 'view_upload'),
	(385, 'Can add to do', 99, 'add_todo'),
	(386, 'Can change to do', 99, 'change_todo'),
	(387, 'Can delete to do', 99, 'delete_todo'),
	(388, 'Can view to do', 99, 'view_todo'),
	(389, 'Can add absence', 100, 'add_absence'),
	(390, 'Can change absence', 100, 'change_absence'),
	(391, 'Can delete absence', 100, 'delete_absence'),
	(392, 'Can view absence', 100, 'view_absence'),
	(393, 'Can add bar', 101, 'add_bar'),
	(394, 'Can change bar', 101, 'change_bar'),
	(395, 'Can delete bar', 101, 'delete_bar'),
	(396, 'Can view bar', 101, 'view_bar'),
	(397, 'Can add case', 102, 'add_case'),
	(398, 'Can change case', 102, 'change_case'),
	(399, 'Can delete case', 102, 'delete_case'),
	(400, 'Can view case', 102, 'view_case'),
	(401, 'Can add case term', 103, 'add_caseterm'),
	(402, 'Can change case term', 103, 'change_caseterm'),
	(403, 'Can delete case term', 103, 'delete_caseterm'),
	(404, 'Can view case term', 103, 'view_caseterm'),
	(405, 'Can add edition', 104, 'add_edition'),
	(406, 'Can change edition', 104, 'change_edition'),
	(407, 'Can delete edition', 104, 'delete_edition'),
	(408, 'Can view edition', 104, 'view_edition'),
	(409, 'Can add edition paper', 105, 'add_editionpaper'),
	(410, 'Can change edition paper', 105, 'change_editionpaper'),
	(411, 'Can delete edition paper', 105, 'delete_editionpaper'),
	(412, 'Can view edition paper', 105, 'view_editionpaper'),
	(413, 'Can add edition recipient', 106, 'add_editionrecipient'),
	(414, 'Can change edition recipient', 106, 'change_editionrecipient'),
	(415, 'Can delete edition recipient', 106, 'delete_editionrecipient'),
	(416, 'Can view edition recipient', 106, 'view_editionrecipient'),
	(417, 'Can add edition term', 107, 'add_editionterm'),
	(418, 'Can change edition term', 107, 'change_editionterm'),
	(419, 'Can delete edition term', 107, 'delete_editionterm'),
	(420, 'Can view edition term', 107, 'view_editionterm'),
	(421, 'Can add edition word', 108, 'add_editionword'),
	(422, 'Can change edition word', 108, 'change_editionword'),
	(423, 'Can delete edition word', 108, 'delete_editionword'),
	(424, 'Can view edition word', 108, 'view_editionword'),
	(425, 'Can add extension', 109, 'add_extension'),
	(426, 'Can change extension', 109, 'change_extension'),
	(427, 'Can delete extension', 109, 'delete_extension'),
	(428, 'Can view extension', 109, 'view_extension'),
	(429, 'Can add pause', 110, 'add_pause'),
	(430, 'Can change pause', 110, 'change_pause'),
	(431, 'Can delete pause', 110, 'delete_pause'),
	(432, 'Can view pause', 110, 'view_pause'),
	(433, 'Can add procedure', 111, 'add_procedure'),
	(434, 'Can change procedure', 111, 'change_procedure'),
	(435, 'Can delete procedure', 111, 'delete_procedure'),
	(436, 'Can view procedure', 111, 'view_procedure'),
	(437, 'Can add step', 112, 'add_step'),
	(438, 'Can change step', 112, 'change_step'),
	(439, 'Can delete step', 112, 'delete_step'),
	(440, 'Can view step', 112, 'view_step'),
	(441, 'Can add transfer', 113, 'add_transfer'),
	(442, 'Can change transfer', 113, 'change_transfer'),
	(443, 'Can delete transfer', 113, 'delete_transfer'),
	(444, 'Can view transfer', 113, 'view_transfer'),
	(445, 'Can add passage', 114, 'add_passage'),
	(446, 'Can change passage', 114, 'change_passage'),
	(447, 'Can delete passage', 114, 'delete_passage'),
	(448, 'Can view passage', 114, 'view_passage'),
	(449, 'Can add entry', 115, 'add_entry'),
	(450, 'Can change entry', 115, 'change_entry'),
	(451, 'Can delete entry', 115, 'delete_entry'),
	(452, 'Can view entry', 115, 'view_entry'),
	(453, 'Can add uncounted', 116, 'add_uncounted'),
	(454, 'Can change uncounted', 116, 'change_uncounted'),
	(455, 'Can delete uncounted', 116, 'delete_uncounted'),
	(456, 'Can view uncounted', 116, 'view_uncounted'),
	(457, 'Can add term', 117, 'add_term'),
	(458, 'Can change term', 117, 'change_term'),
	(459, 'Can delete term', 117, 'delete_term'),
	(460, 'Can view term', 117, 'view_term'),
	(461, 'Can add rebuild', 118, 'add_rebuild'),
	(462, 'Can change rebuild', 118, 'change_rebuild'),
	(463, 'Can delete rebuild', 118, 'delete_rebuild'),
	(464, 'Can view rebuild', 118, 'view_rebuild'),
	(465, 'Can add channel', 119, 'add_channel'),
	(466, 'Can change channel', 119, 'change_channel'),
	(467, 'Can delete channel', 119, 'delete_channel'),
	(468, 'Can view channel', 119, 'view_channel'),
	(469, 'Can add digest', 120, 'add_digest'),
	(470, 'Can change digest', 120, 'change_digest'),
	(471, 'Can delete digest', 120, 'delete_digest'),
	(472, 'Can view digest', 120, 'view_digest'),
	(473, 'Can add hours', 121, 'add_hours'),
	(474, 'Can change hours', 121, 'change_hours'),
	(475, 'Can delete hours', 121, 'delete_hours'),
	(476, 'Can view hours', 121, 'view_hours'),
	(477, 'Can add message', 122, 'add_message'),
	(478, 'Can change message', 122, 'change_message'),
	(479, 'Can delete message', 122, 'delete_message'),
	(480, 'Can view message', 122, 'view_message'),
	(481, 'Can add delivery', 123, 'add_delivery'),
	(482, 'Can change delivery', 123, 'change_delivery'),
	(483, 'Can delete delivery', 123, 'delete_delivery'),
	(484, 'Can view delivery', 123, 'view_delivery'),
	(485, 'Can add sign in brake', 124, 'add_signinbrake'),
	(486, 'Can change sign in brake', 124, 'change_signinbrake'),
	(487, 'Can delete sign in brake', 124, 'delete_signinbrake'),
	(488, 'Can view sign in brake', 124, 'view_signinbrake'),
	(489, 'Can add unit', 125, 'add_unit'),
	(490, 'Can change unit', 125, 'change_unit'),
	(491, 'Can delete unit', 125, 'delete_unit'),
	(492, 'Can view unit', 125, 'view_unit'),
	(493, 'Can add organization', 126, 'add_organization'),
	(494, 'Can change organization', 126, 'change_organization'),
	(495, 'Can delete organization', 126, 'delete_organization'),
	(496, 'Can view organization', 126, 'view_organization'),
	(497, 'Can add naming', 127, 'add_naming'),
	(498, 'Can change naming', 127, 'change_naming'),
	(499, 'Can delete naming', 127, 'delete_naming'),
	(500, 'Can view naming', 127, 'view_naming'),
	(501, 'Can add committee term', 128, 'add_committeeterm'),
	(502, 'Can change committee term', 128, 'change_committeeterm'),
	(503, 'Can delete committee term', 128, 'delete_committeeterm'),
	(504, 'Can view committee term', 128, 'view_committeeterm'),
	(505, 'Can add parentage', 129, 'add_parentage'),
	(506, 'Can change parentage', 129, 'change_parentage'),
	(507, 'Can delete parentage', 129, 'delete_parentage'),
	(508, 'Can view parentage', 129, 'view_parentage'),
	(509, 'Can add person', 130, 'add_person'),
	(510, 'Can change person', 130, 'change_person'),
	(511, 'Can delete person', 130, 'delete_person'),
	(512, 'Can view person', 130, 'view_person'),
	(513, 'Can add membership', 131, 'add_membership'),
	(514, 'Can change membership', 131, 'change_membership'),
	(515, 'Can delete membership', 131, 'delete_membership'),
	(516, 'Can view membership', 131, 'view_membership'),
	(517, 'Can add lost contact', 132, 'add_lostcontact'),
	(518, 'Can change lost contact', 132, 'change_lostcontact'),
	(519, 'Can delete lost contact', 132, 'delete_lostcontact'),
	(520, 'Can view lost contact', 132, 'view_lostcontact'),
	(521, 'Can add hardship', 133, 'add_hardship'),
	(522, 'Can change hardship', 133, 'change_hardship'),
	(523, 'Can delete hardship', 133, 'delete_hardship'),
	(524, 'Can view hardship', 133, 'view_hardship'),
	(525, 'Can add floating', 134, 'add_floating'),
	(526, 'Can change floating', 134, 'change_floating'),
	(527, 'Can delete floating', 134, 'delete_floating'),
	(528, 'Can view floating', 134, 'view_floating'),
	(529, 'Can add employment', 135, 'add_employment'),
	(530, 'Can change employment', 135, 'change_employment'),
	(531, 'Can delete employment', 135, 'delete_employment'),
	(532, 'Can view employment', 135, 'view_employment'),
	(533, 'Can add education', 136, 'add_education'),
	(534, 'Can change education', 136, 'change_education'),
	(535, 'Can delete education', 136, 'delete_education'),
	(536, 'Can view education', 136, 'view_education'),
	(537, 'Can add activation code', 137, 'add_activationcode'),
	(538, 'Can change activation code', 137, 'change_activationcode'),
	(539, 'Can delete activation code', 137, 'delete_activationcode'),
	(540, 'Can view activation code', 137, 'view_activationcode'),
	(541, 'Can add account', 138, 'add_account'),
	(542, 'Can change account', 138, 'change_account'),
	(543, 'Can delete account', 138, 'delete_account'),
	(544, 'Can view account', 138, 'view_account'),
	(545, 'Can add post', 139, 'add_post'),
	(546, 'Can change post', 139, 'change_post'),
	(547, 'Can delete post', 139, 'delete_post'),
	(548, 'Can view post', 139, 'view_post'),
	(549, 'Can add relative', 140, 'add_relative'),
	(550, 'Can change relative', 140, 'change_relative'),
	(551, 'Can delete relative', 140, 'delete_relative'),
	(552, 'Can view relative', 140, 'view_relative'),
	(553, 'Can add role grant', 141, 'add_rolegrant'),
	(554, 'Can change role grant', 141, 'change_rolegrant'),
	(555, 'Can delete role grant', 141, 'delete_rolegrant'),
	(556, 'Can view role grant', 141, 'view_rolegrant'),
	(557, 'Can add standing', 142, 'add_standing'),
	(558, 'Can change standing', 142, 'change_standing'),
	(559, 'Can delete standing', 142, 'delete_standing'),
	(560, 'Can view standing', 142, 'view_standing'),
	(561, 'Can add stay abroad', 143, 'add_stayabroad'),
	(562, 'Can change stay abroad', 143, 'change_stayabroad'),
	(563, 'Can delete stay abroad', 143, 'delete_stayabroad'),
	(564, 'Can view stay abroad', 143, 'view_stayabroad'),
	(565, 'Can add unit link', 144, 'add_unitlink'),
	(566, 'Can change unit link', 144, 'change_unitlink'),
	(567, 'Can delete unit link', 144, 'delete_unitlink'),
	(568, 'Can view unit link', 144, 'view_unitlink'),
	(569, 'Can add import', 145, 'add_import'),
	(570, 'Can change import', 145, 'change_import'),
	(571, 'Can delete import', 145, 'delete_import'),
	(572, 'Can view import', 145, 'view_import'),
	(573, 'Can add import row', 146, 'add_importrow'),
	(574, 'Can change import row', 146, 'change_importrow'),
	(575, 'Can delete import row', 146, 'delete_importrow'),
	(576, 'Can view import row', 146, 'view_importrow'),
	(577, 'Can add sanction', 147, 'add_sanction'),
	(578, 'Can change sanction', 147, 'change_sanction'),
	(579, 'Can delete sanction', 147, 'delete_sanction'),
	(580, 'Can view sanction', 147, 'view_sanction'),
	(581, 'Can add session', 148, 'add_session'),
	(582, 'Can change session', 148, 'change_session'),
	(583, 'Can delete session', 148, 'delete_session'),
	(584, 'Can view session', 148, 'view_session'),
	(585, 'Can add consent', 149, 'add_consent'),
	(586, 'Can change consent', 149, 'change_consent'),
	(587, 'Can delete consent', 149, 'delete_consent'),
	(588, 'Can view consent', 149, 'view_consent'),
	(589, 'Can add emergency', 150, 'add_emergency'),
	(590, 'Can change emergency', 150, 'change_emergency'),
	(591, 'Can delete emergency', 150, 'delete_emergency'),
	(592, 'Can view emergency', 150, 'view_emergency'),
	(593, 'Can add inspection', 151, 'add_inspection'),
	(594, 'Can change inspection', 151, 'change_inspection'),
	(595, 'Can delete inspection', 151, 'delete_inspection'),
	(596, 'Can view inspection', 151, 'view_inspection'),
	(597, 'Can add opening', 152, 'add_opening'),
	(598, 'Can change opening', 152, 'change_opening'),
	(599, 'Can delete opening', 152, 'delete_opening'),
	(600, 'Can view opening', 152, 'view_opening'),
	(601, 'Can add distinction', 153, 'add_distinction'),
	(602, 'Can change distinction', 153, 'change_distinction'),
	(603, 'Can delete distinction', 153, 'delete_distinction'),
	(604, 'Can view distinction', 153, 'view_distinction'),
	(605, 'Can add merger', 154, 'add_merger'),
	(606, 'Can change merger', 154, 'change_merger'),
	(607, 'Can delete merger', 154, 'delete_merger'),
	(608, 'Can view merger', 154, 'view_merger'),
	(609, 'Can add restore code', 155, 'add_restorecode'),
	(610, 'Can change restore code', 155, 'change_restorecode'),
	(611, 'Can delete restore code', 155, 'delete_restorecode'),
	(612, 'Can view restore code', 155, 'view_restorecode'),
	(613, 'Can add cooling off', 156, 'add_coolingoff'),
	(614, 'Can change cooling off', 156, 'change_coolingoff'),
	(615, 'Can delete cooling off', 156, 'delete_coolingoff'),
	(616, 'Can view cooling off', 156, 'view_coolingoff'),
	(617, 'Can add export', 157, 'add_export'),
	(618, 'Can change export', 157, 'change_export'),
	(619, 'Can delete export', 157, 'delete_export'),
	(620, 'Can view export', 157, 'view_export'),
	(621, 'Can add rule', 158, 'add_rule'),
	(622, 'Can change rule', 158, 'change_rule'),
	(623, 'Can delete rule', 158, 'delete_rule'),
	(624, 'Can view rule', 158, 'view_rule'),
	(625, 'Can add used form key', 159, 'add_usedformkey'),
	(626, 'Can change used form key', 159, 'change_usedformkey'),
	(627, 'Can delete used form key', 159, 'delete_usedformkey'),
	(628, 'Can view used form key', 159, 'view_usedformkey'),
	(629, 'Can add instrument', 160, 'add_instrument'),
	(630, 'Can change instrument', 160, 'change_instrument'),
	(631, 'Can delete instrument', 160, 'delete_instrument'),
	(632, 'Can view instrument', 160, 'view_instrument'),
	(633, 'Can add leaf', 161, 'add_leaf'),
	(634, 'Can change leaf', 161, 'change_leaf'),
	(635, 'Can delete leaf', 161, 'delete_leaf'),
	(636, 'Can view leaf', 161, 'view_leaf'),
	(637, 'Can add local override', 162, 'add_localoverride'),
	(638, 'Can change local override', 162, 'change_localoverride'),
	(639, 'Can delete local override', 162, 'delete_localoverride'),
	(640, 'Can view local override', 162, 'view_localoverride'),
	(641, 'Can add rule version', 163, 'add_ruleversion'),
	(642, 'Can change rule version', 163, 'change_ruleversion'),
	(643, 'Can delete rule version', 163, 'delete_ruleversion'),
	(644, 'Can view rule version', 163, 'view_ruleversion'),
	(645, 'Can add holiday notice', 164, 'add_holidaynotice'),
	(646, 'Can change holiday notice', 164, 'change_holidaynotice'),
	(647, 'Can delete holiday notice', 164, 'delete_holidaynotice'),
	(648, 'Can view holiday notice', 164, 'view_holidaynotice'),
	(649, 'Can add log checkpoint', 165, 'add_logcheckpoint'),
	(650, 'Can change log checkpoint', 165, 'change_logcheckpoint'),
	(651, 'Can delete log checkpoint', 165, 'delete_logcheckpoint'),
	(652, 'Can view log checkpoint', 165, 'view_logcheckpoint'),
	(653, 'Can add tree node', 166, 'add_treenode'),
	(654, 'Can change tree node', 166, 'change_treenode'),
	(655, 'Can delete tree node', 166, 'delete_treenode'),
	(656, 'Can view tree node', 166, 'view_treenode'),
	(657, 'Can add position', 167, 'add_position'),
	(658, 'Can change position', 167, 'change_position'),
	(659, 'Can delete position', 167, 'delete_position'),
	(660, 'Can view position', 167, 'view_position'),
	(661, 'Can add tally', 168, 'add_tally'),
	(662, 'Can change tally', 168, 'change_tally'),
	(663, 'Can delete tally', 168, 'delete_tally'),
	(664, 'Can view tally', 168, 'view_tally'),
	(665, 'Can add s m3 node', 169, 'add_sm3node'),
	(666, 'Can change s m3 node', 169, 'change_sm3node'),
	(667, 'Can delete s m3 node', 169, 'delete_sm3node'),
	(668, 'Can view s m3 node', 169, 'view_sm3node'),
	(669, 'Can add verification', 170, 'add_verification'),
	(670, 'Can change verification', 170, 'change_verification'),
	(671, 'Can delete verification', 170, 'delete_verification'),
	(672, 'Can view verification', 170, 'view_verification'),
	(673, 'Can add known witness', 171, 'add_knownwitness'),
	(674, 'Can change known witness', 171, 'change_knownwitness'),
	(675, 'Can delete known witness', 171, 'delete_knownwitness'),
	(676, 'Can view known witness', 171, 'view_knownwitness'),
	(677, 'Can add cosignature', 172, 'add_cosignature'),
	(678, 'Can change cosignature', 172, 'change_cosignature'),
	(679, 'Can delete cosignature', 172, 'delete_cosignature'),
	(680, 'Can view cosignature', 172, 'view_cosignature'),
	(681, 'Can add email address', 173, 'add_emailaddress'),
	(682, 'Can change email address', 173, 'change_emailaddress'),
	(683, 'Can delete email address', 173, 'delete_emailaddress'),
	(684, 'Can view email address', 173, 'view_emailaddress'),
	(685, 'Can add email confirmation', 174, 'add_emailconfirmation'),
	(686, 'Can change email confirmation', 174, 'change_emailconfirmation'),
	(687, 'Can delete email confirmation', 174, 'delete_emailconfirmation'),
	(688, 'Can view email confirmation', 174, 'view_emailconfirmation'),
	(689, 'Can add authenticator', 175, 'add_authenticator'),
	(690, 'Can change authenticator', 175, 'change_authenticator'),
	(691, 'Can delete authenticator', 175, 'delete_authenticator'),
	(692, 'Can view authenticator', 175, 'view_authenticator'),
	(693, 'Can add procrastinate event', 176, 'add_procrastinateevent'),
	(694, 'Can change procrastinate event', 176, 'change_procrastinateevent'),
	(695, 'Can delete procrastinate event', 176, 'delete_procrastinateevent'),
	(696, 'Can view procrastinate event', 176, 'view_procrastinateevent'),
	(697, 'Can add procrastinate job', 177, 'add_procrastinatejob'),
	(698, 'Can change procrastinate job', 177, 'change_procrastinatejob'),
	(699, 'Can delete procrastinate job', 177, 'delete_procrastinatejob'),
	(700, 'Can view procrastinate job', 177, 'view_procrastinatejob'),
	(701, 'Can add procrastinate periodic defer', 178, 'add_procrastinateperiodicdefer'),
	(702, 'Can change procrastinate periodic defer', 178, 'change_procrastinateperiodicdefer'),
	(703, 'Can delete procrastinate periodic defer', 178, 'delete_procrastinateperiodicdefer'),
	(704, 'Can view procrastinate periodic defer', 178, 'view_procrastinateperiodicdefer'),
	(705, 'Can add procrastinate worker', 179, 'add_procrastinateworker'),
	(706, 'Can change procrastinate worker', 179, 'change_procrastinateworker'),
	(707, 'Can delete procrastinate worker', 179, 'delete_procrastinateworker'),
	(708, 'Can view procrastinate worker', 179, 'view_procrastinateworker'),
	(709, 'Can add page', 1, 'add_page'),
	(710, 'Can change page', 1, 'change_page'),
	(711, 'Can delete page', 1, 'delete_page'),
	(712, 'Can view page', 1, 'view_page'),
	(713, 'Delete pages with children', 1, 'bulk_delete_page'),
	(714, 'Lock/unlock pages you''ve locked', 1, 'lock_page'),
	(715, 'Publish any page', 1, 'publish_page'),
	(716, 'Unlock any page', 1, 'unlock_page'),
	(717, 'Can add group page permission', 180, 'add_grouppagepermission'),
	(718, 'Can change group page permission', 180, 'change_grouppagepermission'),
	(719, 'Can delete group page permission', 180, 'delete_grouppagepermission'),
	(720, 'Can view group page permission', 180, 'view_grouppagepermission'),
	(721, 'Can add page view restriction', 181, 'add_pageviewrestriction'),
	(722, 'Can change page view restriction', 181, 'change_pageviewrestriction'),
	(723, 'Can delete page view restriction', 181, 'delete_pageviewrestriction'),
	(724, 'Can view page view restriction', 181, 'view_pageviewrestriction'),
	(725, 'Can add site', 182, 'add_site'),
	(726, 'Can change site', 182, 'change_site'),
	(727, 'Can delete site', 182, 'delete_site'),
	(728, 'Can view site', 182, 'view_site'),
	(729, 'Can add collection', 183, 'add_collection'),
	(730, 'Can change collection', 183, 'change_collection'),
	(731, 'Can delete collection', 183, 'delete_collection'),
	(732, 'Can view collection', 183, 'view_collection'),
	(733, 'Can add group collection permission', 184, 'add_groupcollectionpermission'),
	(734, 'Can change group collection permission', 184, 'change_groupcollectionpermission'),
	(735, 'Can delete group collection permission', 184, 'delete_groupcollectionpermission'),
	(736, 'Can view group collection permission', 184, 'view_groupcollectionpermission'),
	(737, 'Can add collection view restriction', 185, 'add_collectionviewrestriction'),
	(738, 'Can change collection view restriction', 185, 'change_collectionviewrestriction'),
	(739, 'Can delete collection view restriction', 185, 'delete_collectionviewrestriction'),
	(740, 'Can view collection view restriction', 185, 'view_collectionviewrestriction'),
	(741, 'Can add task', 186, 'add_task'),
	(742, 'Can change task', 186, 'change_task'),
	(743, 'Can delete task', 186, 'delete_task'),
	(744, 'Can view task', 186, 'view_task'),
	(745, 'Can add Task state', 187, 'add_taskstate'),
	(746, 'Can change Task state', 187, 'change_taskstate'),
	(747, 'Can delete Task state', 187, 'delete_taskstate'),
	(748, 'Can view Task state', 187, 'view_taskstate'),
	(749, 'Can add workflow', 188, 'add_workflow'),
	(750, 'Can change workflow', 188, 'change_workflow'),
	(751, 'Can delete workflow', 188, 'delete_workflow'),
	(752, 'Can view workflow', 188, 'view_workflow'),
	(753, 'Can add Group approval task', 2, 'add_groupapprovaltask'),
	(754, 'Can change Group approval task', 2, 'change_groupapprovaltask'),
	(755, 'Can delete Group approval task', 2, 'delete_groupapprovaltask'),
	(756, 'Can view Group approval task', 2, 'view_groupapprovaltask'),
	(757, 'Can add Workflow state', 189, 'add_workflowstate'),
	(758, 'Can change Workflow state', 189, 'change_workflowstate'),
	(759, 'Can delete Workflow state', 189, 'delete_workflowstate'),
	(760, 'Can view Workflow state', 189, 'view_workflowstate'),
	(761, 'Can add workflow page', 190, 'add_workflowpage'),
	(762, 'Can change workflow page', 190, 'change_workflowpage'),
	(763, 'Can delete workflow page', 190, 'delete_workflowpage'),
	(764, 'Can view workflow page', 190, 'view_workflowpage'),
	(765, 'Can add workflow task order', 191, 'add_workflowtask'),
	(766, 'Can change workflow task order', 191, 'change_workflowtask'),
	(767, 'Can delete workflow task order', 191, 'delete_workflowtask'),
	(768, 'Can view workflow task order', 191, 'view_workflowtask'),
	(769, 'Can add page log entry', 192, 'add_pagelogentry'),
	(770, 'Can change page log entry', 192, 'change_pagelogentry'),
	(771, 'Can delete page log entry', 192, 'delete_pagelogentry'),
	(772, 'Can view page log entry', 192, 'view_pagelogentry'),
	(773, 'Can add locale', 193, 'add_locale'),
	(774, 'Can change locale', 193, 'change_locale'),
	(775, 'Can delete locale', 193, 'delete_locale'),
	(776, 'Can view locale', 193, 'view_locale'),
	(777, 'Can add comment', 194, 'add_comment'),
	(778, 'Can change comment', 194, 'change_comment'),
	(779, 'Can delete comment', 194, 'delete_comment'),
	(780, 'Can view comment', 194, 'view_comment'),
	(781, 'Can add comment reply', 195, 'add_commentreply'),
	(782, 'Can change comment reply', 195, 'change_commentreply'),
	(783, 'Can delete comment reply', 195, 'delete_commentreply'),
	(784, 'Can view comment reply', 195, 'view_commentreply'),
	(785, 'Can add page subscription', 196, 'add_pagesubscription'),
	(786, 'Can change page subscription', 196, 'change_pagesubscription'),
	(787, 'Can delete page subscription', 196, 'delete_pagesubscription'),
	(788, 'Can view page subscription', 196, 'view_pagesubscription'),
	(789, 'Can add model log entry', 197, 'add_modellogentry'),
	(790, 'Can change model log entry', 197, 'change_modellogentry'),
	(791, 'Can delete model log entry', 197, 'delete_modellogentry'),
	(792, 'Can view model log entry', 197, 'view_modellogentry'),
	(793, 'Can add revision', 198, 'add_revision'),
	(794, 'Can change revision', 198, 'change_revision'),
	(795, 'Can delete revision', 198, 'delete_revision'),
	(796, 'Can view revision', 198, 'view_revision'),
	(797, 'Can add reference index', 199, 'add_referenceindex'),
	(798, 'Can change reference index', 199, 'change_referenceindex'),
	(799, 'Can delete reference index', 199, 'delete_referenceindex'),
	(800, 'Can view reference index', 199, 'view_referenceindex'),
	(801, 'Can add workflow content type', 200, 'add_workflowcontenttype'),
	(802, 'Can change workflow content type', 200, 'change_workflowcontenttype'),
	(803, 'Can delete workflow content type', 200, 'delete_workflowcontenttype'),
	(804, 'Can view workflow content type', 200, 'view_workflowcontenttype'),
	(805, 'Can add uploaded file', 201, 'add_uploadedfile'),
	(806, 'Can change uploaded file', 201, 'change_uploadedfile'),
	(807, 'Can delete uploaded file', 201, 'delete_uploadedfile'),
	(808, 'Can view uploaded file', 201, 'view_uploadedfile'),
	(809, 'Can add group site permission', 202, 'add_groupsitepermission'),
	(810, 'Can change group site permission', 202, 'change_groupsitepermission'),
	(811, 'Can delete group site permission', 202, 'delete_groupsitepermission'),
	(812, 'Can view group site permission', 202, 'view_groupsitepermission'),
	(813, 'Can add API token', 203, 'add_apitoken'),
	(814, 'Can change API token', 203, 'change_apitoken'),
	(815, 'Can delete API token', 203, 'delete_apitoken'),
	(816, 'Can view API token', 203, 'view_apitoken'),
	(817, 'Can add index entry', 204, 'add_indexentry'),
	(818, 'Can change index entry', 204, 'change_indexentry'),
	(819, 'Can delete index entry', 204, 'delete_indexentry'),
	(820, 'Can view index entry', 204, 'view_indexentry'),
	(821, 'Can add tag', 205, 'add_tag'),
	(822, 'Can change tag', 205, 'change_tag'),
	(823, 'Can delete tag', 205, 'delete_tag'),
	(824, 'Can view tag', 205, 'view_tag'),
	(825, 'Can add tagged item', 206, 'add_taggeditem'),
	(826, 'Can change tagged item', 206, 'change_taggeditem'),
	(827, 'Can delete tagged item', 206, 'delete_taggeditem'),
	(828, 'Can view tagged item', 206, 'view_taggeditem');
INSERT INTO public.django_content_type VALUES
	(1, 'wagtailcore', 'page'),
	(2, 'wagtailcore', 'groupapprovaltask'),
	(3, 'contenttypes', 'contenttype'),
	(4, 'auth', 'permission'),
	(5, 'auth', 'group'),
	(6, 'sessions', 'session'),
	(7, 'dues', 'entry'),
	(8, 'dues', 'farmeramount'),
	(9, 'dues', 'relief'),
	(10, 'dues', 'share'),
	(11, 'dues', 'branchaccount'),
	(12, 'dues', 'declaration'),
	(13, 'membership', 'errand'),
	(14, 'membership', 'proposeditem'),
	(15, 'membership', 'step'),
	(16, 'membership', 'correctionrequest'),
	(17, 'membership', 'datacheck'),
	(18, 'membership', 'requesteditem'),
	(19, 'development', 'applicant'),
	(20, 'development', 'development'),
	(21, 'development', 'guide'),
	(22, 'development', 'localstep'),
	(23, 'development', 'steptaken'),
	(24, 'development', 'paper'),
	(25, 'development', 'vote'),
	(26, 'development', 'casemove'),
	(27, 'development', 'scan'),
	(28, 'transfers', 'guest'),
	(29, 'transfers', 'contactnote'),
	(30, 'transfers', 'transfer'),
	(31, 'transfers', 'introduction'),
	(32, 'handover', 'handover'),
	(33, 'handover', 'call'),
	(34, 'handover', 'line'),
	(35, 'handover', 'review'),
	(36, 'voices', 'draft'),
	(37, 'voices', 'referral'),
	(38, 'voices', 'letter'),
	(39, 'voices', 'answer'),
	(40, 'voices', 'mailbox'),
	(41, 'voices', 'notice'),
	(42, 'voices', 'writer'),
	(43, 'voices', 'rating'),
	(44, 'voices', 'message'),
	(45, 'voices', 'channel'),
	(46, 'forum', 'contribution'),
	(47, 'forum', 'expert'),
	(48, 'forum', 'consultation'),
	(49, 'forum', 'opinion'),
	(50, 'forum', 'paper'),
	(51, 'forum', 'removal'),
	(52, 'forum', 'review'),
	(53, 'forum', 'seminar'),
	(54, 'forum', 'thread'),
	(55, 'forum', 'topic'),
	(56, 'forum', 'answer'),
	(57, 'honours', 'drive'),
	(58, 'honours', 'nomination'),
	(59, 'honours', 'honour'),
	(60, 'appraisal', 'appraisal'),
	(61, 'appraisal', 'excuse'),
	(62, 'appraisal', 'inactivity'),
	(63, 'appraisal', 'line'),
	(64, 'appraisal', 'visit'),
	(65, 'openness', 'notice'),
	(66, 'openness', 'objection'),
	(67, 'openness', 'item'),
	(68, 'openness', 'proposal'),
	(69, 'openness', 'audience'),
	(70, 'openness', 'personnelentry'),
	(71, 'openness', 'application'),
	(72, 'meetings', 'meeting'),
	(73, 'meetings', 'item'),
	(74, 'meetings', 'exemption'),
	(75, 'meetings', 'voter'),
	(76, 'meetings', 'count'),
	(77, 'meetings', 'candidate'),
	(78, 'feeds', 'entry'),
	(79, 'feeds', 'source'),
	(80, 'feeds', 'sighting'),
	(81, 'portal', 'article'),
	(82, 'portal', 'column'),
	(83, 'portal', 'generation'),
	(84, 'portal', 'picture'),
	(85, 'portal', 'submission'),
	(86, 'portal', 'signature'),
	(87, 'portal', 'publication'),
	(88, 'portal', 'theme'),
	(89, 'portal', 'probe'),
	(90, 'library', 'document'),
	(91, 'library', 'attachment'),
	(92, 'library', 'link'),
	(93, 'library', 'reading'),
	(94, 'library', 'generation'),
	(95, 'library', 'admission'),
	(96, 'library', 'draft'),
	(97, 'library', 'scanpage'),
	(98, 'library', 'upload'),
	(99, 'flow', 'todo'),
	(100, 'flow', 'absence'),
	(101, 'flow', 'bar'),
	(102, 'flow', 'case'),
	(103, 'flow', 'caseterm'),
	(104, 'flow', 'edition'),
	(105, 'flow', 'editionpaper'),
	(106, 'flow', 'editionrecipient'),
	(107, 'flow', 'editionterm'),
	(108, 'flow', 'editionword'),
	(109, 'flow', 'extension'),
	(110, 'flow', 'pause'),
	(111, 'flow', 'procedure'),
	(112, 'flow', 'step'),
	(113, 'flow', 'transfer'),
	(114, 'search', 'passage'),
	(115, 'search', 'entry'),
	(116, 'search', 'uncounted'),
	(117, 'search', 'term'),
	(118, 'search', 'rebuild'),
	(119, 'courier', 'channel'),
	(120, 'courier', 'digest'),
	(121, 'courier', 'hours'),
	(122, 'courier', 'message'),
	(123, 'courier', 'delivery'),
	(124, 'registry', 'signinbrake'),
	(125, 'registry', 'unit'),
	(126, 'registry', 'organization'),
	(127, 'registry', 'naming'),
	(128, 'registry', 'committeeterm'),
	(129, 'registry', 'parentage'),
	(130, 'registry', 'person'),
	(131, 'registry', 'membership'),
	(132, 'registry', 'lostcontact'),
	(133, 'registry', 'hardship'),
	(134, 'registry', 'floating'),
	(135, 'registry', 'employment'),
	(136, 'registry', 'education'),
	(137, 'registry', 'activationcode'),
	(138, 'registry', 'account'),
	(139, 'registry', 'post'),
	(140, 'registry', 'relative'),
	(141, 'registry', 'rolegrant'),
	(142, 'registry', 'standing'),
	(143, 'registry', 'stayabroad'),
	(144, 'registry', 'unitlink'),
	(145, 'registry', 'import'),
	(146, 'registry', 'importrow'),
	(147, 'registry', 'sanction'),
	(148, 'registry', 'session'),
	(149, 'registry', 'consent'),
	(150, 'registry', 'emergency'),
	(151, 'registry', 'inspection'),
	(152, 'registry', 'opening'),
	(153, 'registry', 'distinction'),
	(154, 'registry', 'merger'),
	(155, 'registry', 'restorecode'),
	(156, 'registry', 'coolingoff'),
	(157, 'registry', 'export'),
	(158, 'kernel', 'rule'),
	(159, 'kernel', 'usedformkey'),
	(160, 'kernel', 'instrument'),
	(161, 'kernel', 'leaf'),
	(162, 'kernel', 'localoverride'),
	(163, 'kernel', 'ruleversion'),
	(164, 'kernel', 'holidaynotice'),
	(165, 'kernel', 'logcheckpoint'),
	(166, 'kernel', 'treenode'),
	(167, 'kernel', 'position'),
	(168, 'kernel', 'tally'),
	(169, 'kernel', 'sm3node'),
	(170, 'kernel', 'verification'),
	(171, 'kernel', 'knownwitness'),
	(172, 'kernel', 'cosignature'),
	(173, 'account', 'emailaddress'),
	(174, 'account', 'emailconfirmation'),
	(175, 'mfa', 'authenticator'),
	(176, 'procrastinate', 'procrastinateevent'),
	(177, 'procrastinate', 'procrastinatejob'),
	(178, 'procrastinate', 'procrastinateperiodicdefer'),
	(179, 'procrastinate', 'procrastinateworker'),
	(180, 'wagtailcore', 'grouppagepermission'),
	(181, 'wagtailcore', 'pageviewrestriction'),
	(182, 'wagtailcore', 'site'),
	(183, 'wagtailcore', 'collection'),
	(184, 'wagtailcore', 'groupcollectionpermission'),
	(185, 'wagtailcore', 'collectionviewrestriction'),
	(186, 'wagtailcore', 'task'),
	(187, 'wagtailcore', 'taskstate'),
	(188, 'wagtailcore', 'workflow'),
	(189, 'wagtailcore', 'workflowstate'),
	(190, 'wagtailcore', 'workflowpage'),
	(191, 'wagtailcore', 'workflowtask'),
	(192, 'wagtailcore', 'pagelogentry'),
	(193, 'wagtailcore', 'locale'),
	(194, 'wagtailcore', 'comment'),
	(195, 'wagtailcore', 'commentreply'),
	(196, 'wagtailcore', 'pagesubscription'),
	(197, 'wagtailcore', 'modellogentry'),
	(198, 'wagtailcore', 'revision'),
	(199, 'wagtailcore', 'referenceindex'),
	(200, 'wagtailcore', 'workflowcontenttype'),
	(201, 'wagtailcore', 'uploadedfile'),
	(202, 'wagtailcore', 'groupsitepermission'),
	(203, 'wagtailcore', 'apitoken'),
	(204, 'wagtailsearch', 'indexentry'),
	(205, 'taggit', 'tag'),
	(206, 'taggit', 'taggeditem');
INSERT INTO public.django_migrations VALUES
	(1, 'registry', '0001_initial', now()),
	(2, 'account', '0001_initial', now()),
	(3, 'account', '0002_email_max_length', now()),
	(4, 'account', '0003_alter_emailaddress_create_unique_verified_email', now()),
	(5, 'account', '0004_alter_emailaddress_drop_unique_email', now()),
	(6, 'account', '0005_emailaddress_idx_upper_email', now()),
	(7, 'account', '0006_emailaddress_lower', now()),
	(8, 'account', '0007_emailaddress_idx_email', now()),
	(9, 'account', '0008_emailaddress_unique_primary_email_fixup', now()),
	(10, 'account', '0009_emailaddress_unique_primary_email', now()),
	(11, 'registry', '0002_grants_guarded', now()),
	(12, 'registry', '0003_imports', now()),
	(13, 'registry', '0004_import_layouts', now()),
	(14, 'registry', '0005_undone_by_a_job_fewer_indexes', now()),
	(15, 'registry', '0006_decided_by_whom_and_moved_out', now()),
	(16, 'registry', '0007_sanctions', now()),
	(17, 'flow', '0001_initial', now()),
	(18, 'flow', '0002_longer_sentences', now()),
	(19, 'flow', '0003_cases', now()),
	(20, 'flow', '0004_extension_todo', now()),
	(21, 'flow', '0005_editions_stay', now()),
	(22, 'appraisal', '0001_initial', now()),
	(23, 'contenttypes', '0001_initial', now()),
	(24, 'contenttypes', '0002_remove_content_type_name', now()),
	(25, 'auth', '0001_initial', now()),
	(26, 'auth', '0002_alter_permission_name_max_length', now()),
	(27, 'auth', '0003_alter_user_email_max_length', now()),
	(28, 'auth', '0004_alter_user_username_opts', now()),
	(29, 'auth', '0005_alter_user_last_login_null', now()),
	(30, 'auth', '0006_require_contenttypes_0002', now()),
	(31, 'auth', '0007_alter_validators_add_error_messages', now()),
	(32, 'auth', '0008_alter_user_username_max_length', now()),
	(33, 'auth', '0009_alter_user_last_name_max_length', now()),
	(34, 'auth', '0010_alter_group_name_max_length', now()),
	(35, 'auth', '0011_update_proxy_permissions', now()),
	(36, 'auth', '0012_alter_user_first_name_max_length', now()),
	(37, 'courier', '0001_initial', now()),
	(38, 'sessions', '0001_initial', now()),
	(39, 'registry', '0008_sessions_and_passwords', now()),
	(40, 'registry', '0009_two_persons', now()),
	(41, 'registry', '0010_second_persons_guarded', now()),
	(42, 'registry', '0011_case_leads_conversion', now()),
	(43, 'openness', '0001_initial', now()),
	(44, 'openness', '0002_public_stays', now()),
	(45, 'openness', '0003_catalogue_and_personnel', now()),
	(46, 'openness', '0004_disclosed_stays', now()),
	(47, 'openness', '0005_applications', now()),
	(48, 'openness', '0006_answered_stays', now()),
	(49, 'openness', '0007_notice_issuer', now()),
	(50, 'meetings', '0001_initial', now()),
	(51, 'development', '0001_initial', now()),
	(52, 'development', '0002_files_moves_and_returns', now()),
	(53, 'registry', '0012_founding_is_over', now()),
	(54, 'registry', '0013_same_person', now()),
	(55, 'registry', '0014_restore_codes', now()),
	(56, 'registry', '0015_cooling_off', now()),
	(57, 'registry', '0016_concerns_too', now()),
	(58, 'registry', '0017_handing_over_guarded', now()),
	(59, 'registry', '0018_a_consent_for_all_roles', now()),
	(60, 'dues', '0001_initial', now()),
	(61, 'dues', '0002_relief_ended_early', now()),
	(62, 'dues', '0003_balances_carried', now()),
	(63, 'dues', '0004_shares_say_whose', now()),
	(64, 'feeds', '0001_initial', now()),
	(65, 'forum', '0001_initial', now()),
	(66, 'forum', '0002_pace_in_memory', now()),
	(67, 'handover', '0001_initial', now()),
	(68, 'honours', '0001_initial', now()),
	(69, 'kernel', '0001_initial', now()),
	(70, 'kernel', '0002_evidence_written_once', now()),
	(71, 'kernel', '0003_public_log', now()),
	(72, 'kernel', '0004_tallies', now()),
	(73, 'kernel', '0005_witnesses_and_sm3', now()),
	(74, 'library', '0001_initial', now()),
	(75, 'library', '0002_generation', now()),
	(76, 'library', '0003_kept_by_people', now()),
	(77, 'library', '0004_what_was_taken_out', now()),
	(78, 'library', '0005_signed_or_from_the_folder', now()),
	(79, 'meetings', '0002_written_opinions', now()),
	(80, 'meetings', '0003_delegates', now()),
	(81, 'membership', '0001_initial', now()),
	(82, 'membership', '0002_corrections', now()),
	(83, 'mfa', '0001_initial', now()),
	(84, 'mfa', '0002_authenticator_timestamps', now()),
	(85, 'mfa', '0003_authenticator_type_uniq', now()),
	(86, 'openness', '0008_published_may_be_taken_down', now()),
	(87, 'wagtailcore', '0001_initial', now()),
	(88, 'wagtailcore', '0002_initial_data', now()),
	(89, 'wagtailcore', '0003_add_uniqueness_constraint_on_group_page_permission', now()),
	(90, 'wagtailcore', '0004_page_locked', now()),
	(91, 'wagtailcore', '0005_add_page_lock_permission_to_moderators', now()),
	(92, 'wagtailcore', '0006_add_lock_page_permission', now()),
	(93, 'wagtailcore', '0007_page_latest_revision_created_at', now()),
	(94, 'wagtailcore', '0008_populate_latest_revision_created_at', now()),
	(95, 'wagtailcore', '0009_remove_auto_now_add_from_pagerevision_created_at', now()),
	(96, 'wagtailcore', '0010_change_page_owner_to_null_on_delete', now()),
	(97, 'wagtailcore', '0011_page_first_published_at', now()),
	(98, 'wagtailcore', '0012_extend_page_slug_field', now()),
	(99, 'wagtailcore', '0013_update_golive_expire_help_text', now()),
	(100, 'wagtailcore', '0014_add_verbose_name', now()),
	(101, 'wagtailcore', '0015_add_more_verbose_names', now()),
	(102, 'wagtailcore', '0016_change_page_url_path_to_text_field', now()),
	(103, 'wagtailcore', '0017_change_edit_page_permission_description', now()),
	(104, 'wagtailcore', '0018_pagerevision_submitted_for_moderation_index', now()),
	(105, 'wagtailcore', '0019_verbose_names_cleanup', now()),
	(106, 'wagtailcore', '0020_add_index_on_page_first_published_at', now()),
	(107, 'wagtailcore', '0021_capitalizeverbose', now()),
	(108, 'wagtailcore', '0022_add_site_name', now()),
	(109, 'wagtailcore', '0023_alter_page_revision_on_delete_behaviour', now()),
	(110, 'wagtailcore', '0024_collection', now()),
	(111, 'wagtailcore', '0025_collection_initial_data', now()),
	(112, 'wagtailcore', '0026_group_collection_permission', now()),
	(113, 'wagtailcore', '0027_fix_collection_path_collation', now()),
	(114, 'wagtailcore', '0024_alter_page_content_type_on_delete_behaviour', now()),
	(115, 'wagtailcore', '0028_merge', now()),
	(116, 'wagtailcore', '0029_unicode_slugfield_dj19', now()),
	(117, 'wagtailcore', '0030_index_on_pagerevision_created_at', now()),
	(118, 'wagtailcore', '0031_add_page_view_restriction_types', now()),
	(119, 'wagtailcore', '0032_add_bulk_delete_page_permission', now()),
	(120, 'wagtailcore', '0033_remove_golive_expiry_help_text', now()),
	(121, 'wagtailcore', '0034_page_live_revision', now()),
	(122, 'wagtailcore', '0035_page_last_published_at', now()),
	(123, 'wagtailcore', '0036_populate_page_last_published_at', now()),
	(124, 'wagtailcore', '0037_set_page_owner_editable', now()),
	(125, 'wagtailcore', '0038_make_first_published_at_editable', now()),
	(126, 'wagtailcore', '0039_collectionviewrestriction', now()),
	(127, 'wagtailcore', '0040_page_draft_title', now()),
	(128, 'wagtailcore', '0041_group_collection_permissions_verbose_name_plural', now()),
	(129, 'wagtailcore', '0042_index_on_pagerevision_approved_go_live_at', now()),
	(130, 'wagtailcore', '0043_lock_fields', now()),
	(131, 'wagtailcore', '0044_add_unlock_grouppagepermission', now()),
	(132, 'wagtailcore', '0045_assign_unlock_grouppagepermission', now()),
	(133, 'wagtailcore', '0046_site_name_remove_null', now()),
	(134, 'wagtailcore', '0047_add_workflow_models', now()),
	(135, 'wagtailcore', '0048_add_default_workflows', now()),
	(136, 'wagtailcore', '0049_taskstate_finished_by', now()),
	(137, 'wagtailcore', '0050_workflow_rejected_to_needs_changes', now()),
	(138, 'wagtailcore', '0051_taskstate_comment', now()),
	(139, 'wagtailcore', '0052_pagelogentry', now()),
	(140, 'wagtailcore', '0053_locale_model', now()),
	(141, 'wagtailcore', '0054_initial_locale', now()),
	(142, 'wagtailcore', '0055_page_locale_fields', now()),
	(143, 'wagtailcore', '0056_page_locale_fields_populate', now()),
	(144, 'wagtailcore', '0057_page_locale_fields_notnull', now()),
	(145, 'wagtailcore', '0058_page_alias_of', now()),
	(146, 'wagtailcore', '0059_apply_collection_ordering', now()),
	(147, 'wagtailcore', '0060_fix_workflow_unique_constraint', now()),
	(148, 'wagtailcore', '0061_change_promote_tab_helpt_text_and_verbose_names', now()),
	(149, 'wagtailcore', '0062_comment_models_and_pagesubscription', now()),
	(150, 'wagtailcore', '0063_modellogentry', now()),
	(151, 'wagtailcore', '0064_log_timestamp_indexes', now()),
	(152, 'wagtailcore', '0065_log_entry_uuid', now()),
	(153, 'wagtailcore', '0066_collection_management_permissions', now()),
	(154, 'wagtailcore', '0067_alter_pagerevision_content_json', now()),
	(155, 'wagtailcore', '0068_log_entry_empty_object', now()),
	(156, 'wagtailcore', '0069_log_entry_jsonfield', now()),
	(157, 'wagtailcore', '0070_rename_pagerevision_revision', now()),
	(158, 'wagtailcore', '0071_populate_revision_content_type', now()),
	(159, 'wagtailcore', '0072_alter_revision_content_type_notnull', now()),
	(160, 'wagtailcore', '0073_page_latest_revision', now()),
	(161, 'wagtailcore', '0074_revision_object_str', now()),
	(162, 'wagtailcore', '0075_populate_latest_revision_and_revision_object_str', now()),
	(163, 'wagtailcore', '0076_modellogentry_revision', now()),
	(164, 'wagtailcore', '0077_alter_revision_user', now()),
	(165, 'wagtailcore', '0078_referenceindex', now()),
	(166, 'wagtailcore', '0079_rename_taskstate_page_revision', now()),
	(167, 'wagtailcore', '0080_generic_workflowstate', now()),
	(168, 'wagtailcore', '0081_populate_workflowstate_content_type', now()),
	(169, 'wagtailcore', '0082_alter_workflowstate_content_type_notnull', now()),
	(170, 'wagtailcore', '0083_workflowcontenttype', now()),
	(171, 'wagtailcore', '0084_add_default_page_permissions', now()),
	(172, 'wagtailcore', '0085_add_grouppagepermission_permission', now()),
	(173, 'portal', '0001_no_groups', now()),
	(174, 'wagtailcore', '0086_populate_grouppagepermission_permission', now()),
	(175, 'wagtailcore', '0087_alter_grouppagepermission_unique_together_and_more', now()),
	(176, 'wagtailcore', '0088_fix_log_entry_json_timestamps', now()),
	(177, 'wagtailcore', '0089_log_entry_data_json_null_to_object', now()),
	(178, 'wagtailcore', '0090_remove_grouppagepermission_permission_type', now()),
	(179, 'wagtailcore', '0091_remove_revision_submitted_for_moderation', now()),
	(180, 'wagtailcore', '0092_alter_collectionviewrestriction_password_and_more', now()),
	(181, 'wagtailcore', '0093_uploadedfile', now()),
	(182, 'wagtailcore', '0094_alter_page_locale', now()),
	(183, 'wagtailcore', '0095_groupsitepermission', now()),
	(184, 'wagtailcore', '0096_referenceindex_referenceindex_source_object_and_more', now()),
	(185, 'wagtailcore', '0097_baselogentry_uuid_action_timestamp_indexes', now()),
	(186, 'wagtailcore', '0098_apitoken', now()),
	(187, 'portal', '0002_columns_and_articles', now()),
	(188, 'portal', '0003_signed_or_not_at_all', now()),
	(189, 'portal', '0004_probe', now()),
	(190, 'procrastinate', '0001_initial', now()),
	(191, 'procrastinate', '0002_drop_started_at_column', now()),
	(192, 'procrastinate', '0003_drop_started_at_column', now()),
	(193, 'procrastinate', '0004_drop_procrastinate_version_table', now()),
	(194, 'procrastinate', '0005_fix_procrastinate_fetch_job', now()),
	(195, 'procrastinate', '0006_fix_trigger_status_events_insert', now()),
	(196, 'procrastinate', '0007_add_queueing_lock_column', now()),
	(197, 'procrastinate', '0008_close_fetch_job_race_condition', now()),
	(198, 'procrastinate', '0009_add_defer_job_function', now()),
	(199, 'procrastinate', '0010_add_procrastinate_periodic_defers', now()),
	(200, 'procrastinate', '0011_add_foreign_key_index', now()),
	(201, 'procrastinate', '0012_add_locks_to_periodic_defer', now()),
	(202, 'procrastinate', '0013_fix_procrastinate_defer_periodic_job', now()),
	(203, 'procrastinate', '0014_add_finish_job_and_retry_job_functions', now()),
	(204, 'procrastinate', '0015_add_trigger_on_job_deletion', now()),
	(205, 'procrastinate', '0016_delete_finished_jobs', now()),
	(206, 'procrastinate', '0017_add_checks_to_finish_job', now()),
	(207, 'procrastinate', '0018_add_checks_to_retry_job', now()),
	(208, 'procrastinate', '0019_fix_finish_job_compat_issue', now()),
	(209, 'procrastinate', '0020_add_index_on_procrastinate_jobs', now()),
	(210, 'procrastinate', '0021_add_kwargs_to_defer_periodic_job', now()),
	(211, 'procrastinate', '0022_null_locks_excluded', now()),
	(212, 'procrastinate', '0023_remove_old_finish_job_function', now()),
	(213, 'procrastinate', '0024_job_id_bigint', now()),
	(214, 'procrastinate', '0025_add_models', now()),
	(215, 'procrastinate', '0026_add_job_priority', now()),
	(216, 'procrastinate', '0027_add_periodic_job_priority', now()),
	(217, 'procrastinate', '0028_add_cancel_states', now()),
	(218, 'procrastinate', '0029_add_additional_params_to_retry_job', now()),
	(219, 'procrastinate', '0030_alter_procrastinateevent_options', now()),
	(220, 'procrastinate', '0031_add_indexes_for_fetch_job', now()),
	(221, 'procrastinate', '0032_pre_cancel_notification', now()),
	(222, 'procrastinate', '0033_post_cancel_notification', now()),
	(223, 'procrastinate', '0034_pre_add_heartbeat', now()),
	(224, 'procrastinate', '0035_post_add_heartbeat', now()),
	(225, 'procrastinate', '0036_add_worker_model', now()),
	(226, 'procrastinate', '0037_pre_batch_defer_jobs', now()),
	(227, 'procrastinate', '0038_post_batch_defer_jobs', now()),
	(228, 'procrastinate', '0039_pre_priority_lock_fetch_job', now()),
	(229, 'procrastinate', '0040_pre_retry_failed_job', now()),
	(230, 'procrastinate', '0041_post_retry_failed_job', now()),
	(231, 'registry', '0019_long_exports', now()),
	(232, 'registry', '0020_path_of_the_person', now()),
	(233, 'registry', '0021_paths_in_one_go', now()),
	(234, 'registry', '0022_found_by_characters', now()),
	(235, 'registry', '0023_evidence_erased_by_two', now()),
	(236, 'search', '0001_initial', now()),
	(237, 'search', '0002_passages_know_what_narrows', now()),
	(238, 'search', '0003_words_stay_in_the_row', now()),
	(239, 'search', '0004_more_kinds_are_found', now()),
	(240, 'search', '0005_candidates_in_one_call', now()),
	(241, 'taggit', '0001_initial', now()),
	(242, 'taggit', '0002_auto_20150616_2121', now()),
	(243, 'taggit', '0003_taggeditem_add_unique_index', now()),
	(244, 'taggit', '0004_alter_taggeditem_content_type_alter_taggeditem_tag', now()),
	(245, 'taggit', '0005_auto_20220424_2025', now()),
	(246, 'taggit', '0006_rename_taggeditem_content_type_object_id_taggit_tagg_content_8fc721_idx', now()),
	(247, 'transfers', '0001_initial', now()),
	(248, 'voices', '0001_letters', now()),
	(249, 'voices', '0002_numbers', now()),
	(250, 'voices', '0010_discipline_channel', now()),
	(251, 'voices', '0011_published_are_found', now()),
	(252, 'voices', '0012_writer_left', now()),
	(253, 'voices', '0013_public_office', now()),
	(254, 'voices', '0014_given_to_whom', now()),
	(255, 'wagtailsearch', '0001_initial', now()),
	(256, 'wagtailsearch', '0002_add_verbose_names', now()),
	(257, 'wagtailsearch', '0003_remove_editors_pick', now()),
	(258, 'wagtailsearch', '0004_querydailyhits_verbose_name_plural', now()),
	(259, 'wagtailsearch', '0005_create_indexentry', now()),
	(260, 'wagtailsearch', '0006_customise_indexentry', now()),
	(261, 'wagtailsearch', '0007_delete_editorspick', now()),
	(262, 'wagtailsearch', '0008_remove_query_and_querydailyhits_models', now()),
	(263, 'wagtailsearch', '0009_remove_ngram_autocomplete', now()),
	(264, 'wagtailsearch', '0010_add_text_fields', now()),
	(265, 'wagtailcore', '0001_squashed_0016_change_page_url_path_to_text_field', now());
INSERT INTO public.library_generation VALUES
	(1, 0);
INSERT INTO public.portal_generation VALUES
	(1, 0);
INSERT INTO public.wagtailcore_collection VALUES
	(1, '0001', 1, 0, 'Root');
INSERT INTO public.wagtailcore_groupapprovaltask VALUES
	(1);
INSERT INTO public.wagtailcore_groupapprovaltask_groups VALUES
	(1, 1, 1);
INSERT INTO public.wagtailcore_locale VALUES
	(1, 'zh-hans');
INSERT INTO public.wagtailcore_page VALUES
	(1, '0001', 1, 0, 'Root', 'root', true, false, '/', '', false, '', NULL, NULL, false, 1, NULL, false, NULL, NULL, NULL, NULL, 'Root', NULL, NULL, '6d1f5a0e-0f5b-4c56-9d0e-2f3f3f0f6a11', 1, NULL, NULL);
INSERT INTO public.wagtailcore_task VALUES
	(1, 'Moderators approval', true, 2);
INSERT INTO public.wagtailcore_workflow VALUES
	(1, 'Moderators approval', true);
INSERT INTO public.wagtailcore_workflowpage VALUES
	(1, 1);
INSERT INTO public.wagtailcore_workflowtask VALUES
	(1, 0, 1, 1);
SELECT pg_catalog.setval('public.account_emailaddress_id_seq', 1, false);
SELECT pg_catalog.setval('public.account_emailconfirmation_id_seq', 1, false);
SELECT pg_catalog.setval('public.appraisal_appraisal_id_seq', 1, false);
SELECT pg_catalog.setval('public.appraisal_excuse_id_seq', 1, false);
SELECT pg_catalog.setval('public.appraisal_inactivity_id_seq', 1, false);
SELECT pg_catalog.setval('public.appraisal_line_id_seq', 1, false);
SELECT pg_catalog.setval('public.appraisal_visit_id_seq', 1, false);
SELECT pg_catalog.setval('public.auth_group_id_seq', 2, true);
SELECT pg_catalog.setval('public.auth_group_permissions_id_seq', 1, false);
SELECT pg_catalog.setval('public.auth_permission_id_seq', 828, true);
SELECT pg_catalog.setval('public.courier_channel_id_seq', 1, false);
SELECT pg_catalog.setval('public.courier_delivery_id_seq', 1, false);
SELECT pg_catalog.setval('public.courier_digest_id_seq', 1, false);
SELECT pg_catalog.setval('public.courier_hours_id_seq', 1, false);
SELECT pg_catalog.setval('public.courier_message_id_seq', 1, false);
SELECT pg_catalog.setval('public.development_applicant_id_seq', 1, false);
SELECT pg_catalog.setval('public.development_casemove_id_seq', 1, false);
SELECT pg_catalog.setval('public.development_development_id_seq', 1, false);
SELECT pg_catalog.setval('public.development_guide_id_seq', 1, false);
SELECT pg_catalog.setval('public.development_localstep_id_seq', 1, false);
SELECT pg_catalog.setval('public.development_paper_id_seq', 1, false);
SELECT pg_catalog.setval('public.development_scan_id_seq', 1, false);
SELECT pg_catalog.setval('public.development_steptaken_id_seq', 1, false);
SELECT pg_catalog.setval('public.development_vote_id_seq', 1, false);
SELECT pg_catalog.setval('public.django_content_type_id_seq', 206, true);
SELECT pg_catalog.setval('public.django_migrations_id_seq', 265, true);
SELECT pg_catalog.setval('public.dues_branchaccount_id_seq', 1, false);
SELECT pg_catalog.setval('public.dues_declaration_id_seq', 1, false);
SELECT pg_catalog.setval('public.dues_entry_id_seq', 1, false);
SELECT pg_catalog.setval('public.dues_farmeramount_id_seq', 1, false);
SELECT pg_catalog.setval('public.dues_relief_id_seq', 1, false);
SELECT pg_catalog.setval('public.dues_share_id_seq', 1, false);
SELECT pg_catalog.setval('public.feeds_entry_id_seq', 1, false);
SELECT pg_catalog.setval('public.feeds_sighting_id_seq', 1, false);
SELECT pg_catalog.setval('public.feeds_source_id_seq', 1, false);
SELECT pg_catalog.setval('public.flow_absence_id_seq', 1, false);
SELECT pg_catalog.setval('public.flow_bar_id_seq', 1, false);
SELECT pg_catalog.setval('public.flow_case_id_seq', 1, false);
SELECT pg_catalog.setval('public.flow_caseterm_id_seq', 1, false);
SELECT pg_catalog.setval('public.flow_edition_id_seq', 1, false);
SELECT pg_catalog.setval('public.flow_editionpaper_id_seq', 1, false);
SELECT pg_catalog.setval('public.flow_editionrecipient_id_seq', 1, false);
SELECT pg_catalog.setval('public.flow_editionterm_id_seq', 1, false);
SELECT pg_catalog.setval('public.flow_editionword_id_seq', 1, false);
SELECT pg_catalog.setval('public.flow_extension_id_seq', 1, false);
SELECT pg_catalog.setval('public.flow_pause_id_seq', 1, false);
SELECT pg_catalog.setval('public.flow_procedure_id_seq', 1, false);
SELECT pg_catalog.setval('public.flow_step_id_seq', 1, false);
SELECT pg_catalog.setval('public.flow_todo_id_seq', 1, false);
SELECT pg_catalog.setval('public.flow_transfer_id_seq', 1, false);
SELECT pg_catalog.setval('public.forum_answer_id_seq', 1, false);
SELECT pg_catalog.setval('public.forum_consultation_id_seq', 1, false);
SELECT pg_catalog.setval('public.forum_contribution_id_seq', 1, false);
SELECT pg_catalog.setval('public.forum_expert_id_seq', 1, false);
SELECT pg_catalog.setval('public.forum_opinion_id_seq', 1, false);
SELECT pg_catalog.setval('public.forum_paper_id_seq', 1, false);
SELECT pg_catalog.setval('public.forum_removal_id_seq', 1, false);
SELECT pg_catalog.setval('public.forum_review_id_seq', 1, false);
SELECT pg_catalog.setval('public.forum_seminar_id_seq', 1, false);
SELECT pg_catalog.setval('public.forum_thread_id_seq', 1, false);
SELECT pg_catalog.setval('public.forum_topic_id_seq', 1, false);
SELECT pg_catalog.setval('public.handover_call_id_seq', 1, false);
SELECT pg_catalog.setval('public.handover_handover_id_seq', 1, false);
SELECT pg_catalog.setval('public.handover_line_id_seq', 1, false);
SELECT pg_catalog.setval('public.handover_review_id_seq', 1, false);
SELECT pg_catalog.setval('public.honours_drive_id_seq', 1, false);
SELECT pg_catalog.setval('public.honours_honour_id_seq', 1, false);
SELECT pg_catalog.setval('public.honours_nomination_id_seq', 1, false);
SELECT pg_catalog.setval('public.kernel_cosignature_id_seq', 1, false);
SELECT pg_catalog.setval('public.kernel_holidaynotice_id_seq', 1, false);
SELECT pg_catalog.setval('public.kernel_instrument_id_seq', 1, false);
SELECT pg_catalog.setval('public.kernel_knownwitness_id_seq', 1, false);
SELECT pg_catalog.setval('public.kernel_leaf_id_seq', 1, false);
SELECT pg_catalog.setval('public.kernel_localoverride_id_seq', 1, false);
SELECT pg_catalog.setval('public.kernel_rule_id_seq', 1, false);
SELECT pg_catalog.setval('public.kernel_ruleversion_id_seq', 1, false);
SELECT pg_catalog.setval('public.kernel_tally_id_seq', 1, false);
SELECT pg_catalog.setval('public.kernel_verification_id_seq', 1, false);
SELECT pg_catalog.setval('public.library_admission_id_seq', 1, false);
SELECT pg_catalog.setval('public.library_attachment_id_seq', 1, false);
SELECT pg_catalog.setval('public.library_document_id_seq', 1, false);
SELECT pg_catalog.setval('public.library_draft_id_seq', 1, false);
SELECT pg_catalog.setval('public.library_generation_id_seq', 1, true);
SELECT pg_catalog.setval('public.library_link_id_seq', 1, false);
SELECT pg_catalog.setval('public.library_reading_id_seq', 1, false);
SELECT pg_catalog.setval('public.library_scanpage_id_seq', 1, false);
SELECT pg_catalog.setval('public.library_upload_id_seq', 1, false);
SELECT pg_catalog.setval('public.meetings_candidate_id_seq', 1, false);
SELECT pg_catalog.setval('public.meetings_count_id_seq', 1, false);
SELECT pg_catalog.setval('public.meetings_exemption_id_seq', 1, false);
SELECT pg_catalog.setval('public.meetings_item_id_seq', 1, false);
SELECT pg_catalog.setval('public.meetings_meeting_id_seq', 1, false);
SELECT pg_catalog.setval('public.meetings_voter_id_seq', 1, false);
SELECT pg_catalog.setval('public.membership_correctionrequest_id_seq', 1, false);
SELECT pg_catalog.setval('public.membership_datacheck_id_seq', 1, false);
SELECT pg_catalog.setval('public.membership_errand_id_seq', 1, false);
SELECT pg_catalog.setval('public.membership_proposeditem_id_seq', 1, false);
SELECT pg_catalog.setval('public.membership_requesteditem_id_seq', 1, false);
SELECT pg_catalog.setval('public.membership_step_id_seq', 1, false);
SELECT pg_catalog.setval('public.mfa_authenticator_id_seq', 1, false);
SELECT pg_catalog.setval('public.openness_application_id_seq', 1, false);
SELECT pg_catalog.setval('public.openness_audience_id_seq', 1, false);
SELECT pg_catalog.setval('public.openness_item_id_seq', 1, false);
SELECT pg_catalog.setval('public.openness_notice_id_seq', 1, false);
SELECT pg_catalog.setval('public.openness_objection_id_seq', 1, false);
SELECT pg_catalog.setval('public.openness_personnelentry_id_seq', 1, false);
SELECT pg_catalog.setval('public.openness_proposal_id_seq', 1, false);
SELECT pg_catalog.setval('public.portal_generation_id_seq', 1, true);
SELECT pg_catalog.setval('public.portal_picture_id_seq', 1, false);
SELECT pg_catalog.setval('public.portal_probe_id_seq', 1, false);
SELECT pg_catalog.setval('public.portal_publication_id_seq', 1, false);
SELECT pg_catalog.setval('public.portal_signature_id_seq', 1, false);
SELECT pg_catalog.setval('public.portal_submission_id_seq', 1, false);
SELECT pg_catalog.setval('public.procrastinate_events_id_seq', 1, false);
SELECT pg_catalog.setval('public.procrastinate_jobs_id_seq', 1, false);
SELECT pg_catalog.setval('public.procrastinate_periodic_defers_id_seq', 1, false);
SELECT pg_catalog.setval('public.procrastinate_workers_id_seq', 1, false);
SELECT pg_catalog.setval('public.registry_account_id_seq', 1, false);
SELECT pg_catalog.setval('public.registry_activationcode_id_seq', 1, false);
SELECT pg_catalog.setval('public.registry_committeeterm_id_seq', 1, false);
SELECT pg_catalog.setval('public.registry_consent_id_seq', 1, false);
SELECT pg_catalog.setval('public.registry_coolingoff_id_seq', 1, false);
SELECT pg_catalog.setval('public.registry_distinction_id_seq', 1, false);
SELECT pg_catalog.setval('public.registry_education_id_seq', 1, false);
SELECT pg_catalog.setval('public.registry_emergency_id_seq', 1, false);
SELECT pg_catalog.setval('public.registry_employment_id_seq', 1, false);
SELECT pg_catalog.setval('public.registry_export_id_seq', 1, false);
SELECT pg_catalog.setval('public.registry_floating_id_seq', 1, false);
SELECT pg_catalog.setval('public.registry_hardship_id_seq', 1, false);
SELECT pg_catalog.setval('public.registry_import_id_seq', 1, false);
SELECT pg_catalog.setval('public.registry_importrow_id_seq', 1, false);
SELECT pg_catalog.setval('public.registry_inspection_id_seq', 1, false);
SELECT pg_catalog.setval('public.registry_lostcontact_id_seq', 1, false);
SELECT pg_catalog.setval('public.registry_membership_id_seq', 1, false);
SELECT pg_catalog.setval('public.registry_merger_id_seq', 1, false);
SELECT pg_catalog.setval('public.registry_naming_id_seq', 1, false);
SELECT pg_catalog.setval('public.registry_opening_id_seq', 1, false);
SELECT pg_catalog.setval('public.registry_organization_id_seq', 1, false);
SELECT pg_catalog.setval('public.registry_parentage_id_seq', 1, false);
SELECT pg_catalog.setval('public.registry_person_id_seq', 1, false);
SELECT pg_catalog.setval('public.registry_post_id_seq', 1, false);
SELECT pg_catalog.setval('public.registry_relative_id_seq', 1, false);
SELECT pg_catalog.setval('public.registry_restorecode_id_seq', 1, false);
SELECT pg_catalog.setval('public.registry_rolegrant_id_seq', 1, false);
SELECT pg_catalog.setval('public.registry_sanction_id_seq', 1, false);
SELECT pg_catalog.setval('public.registry_standing_id_seq', 1, false);
SELECT pg_catalog.setval('public.registry_stayabroad_id_seq', 1, false);
SELECT pg_catalog.setval('public.registry_unit_id_seq', 1, false);
SELECT pg_catalog.setval('public.registry_unitlink_id_seq', 1, false);
SELECT pg_catalog.setval('public.search_entry_id_seq', 1, false);
SELECT pg_catalog.setval('public.search_passage_id_seq', 1, false);
SELECT pg_catalog.setval('public.taggit_tag_id_seq', 1, false);
SELECT pg_catalog.setval('public.taggit_taggeditem_id_seq', 1, false);
SELECT pg_catalog.setval('public.transfers_contactnote_id_seq', 1, false);
SELECT pg_catalog.setval('public.transfers_guest_id_seq', 1, false);
SELECT pg_catalog.setval('public.transfers_introduction_id_seq', 1, false);
SELECT pg_catalog.setval('public.transfers_transfer_id_seq', 1, false);
SELECT pg_catalog.setval('public.voices_answer_id_seq', 1, false);
SELECT pg_catalog.setval('public.voices_channel_id_seq', 1, false);
SELECT pg_catalog.setval('public.voices_draft_id_seq', 1, false);
SELECT pg_catalog.setval('public.voices_letter_id_seq', 1, false);
SELECT pg_catalog.setval('public.voices_letter_number', 1, false);
SELECT pg_catalog.setval('public.voices_mailbox_id_seq', 1, false);
SELECT pg_catalog.setval('public.voices_message_id_seq', 1, false);
SELECT pg_catalog.setval('public.voices_notice_id_seq', 1, false);
SELECT pg_catalog.setval('public.voices_rating_id_seq', 1, false);
SELECT pg_catalog.setval('public.voices_referral_id_seq', 1, false);
SELECT pg_catalog.setval('public.voices_writer_id_seq', 1, false);
SELECT pg_catalog.setval('public.wagtailcore_apitoken_id_seq', 1, false);
SELECT pg_catalog.setval('public.wagtailcore_collection_id_seq', 1, true);
SELECT pg_catalog.setval('public.wagtailcore_collectionviewrestriction_groups_id_seq', 1, false);
SELECT pg_catalog.setval('public.wagtailcore_collectionviewrestriction_id_seq', 1, false);
SELECT pg_catalog.setval('public.wagtailcore_comment_id_seq', 1, false);
SELECT pg_catalog.setval('public.wagtailcore_commentreply_id_seq', 1, false);
SELECT pg_catalog.setval('public.wagtailcore_groupapprovaltask_groups_id_seq', 1, true);
SELECT pg_catalog.setval('public.wagtailcore_groupcollectionpermission_id_seq', 1, false);
SELECT pg_catalog.setval('public.wagtailcore_grouppagepermission_id_seq', 7, true);
SELECT pg_catalog.setval('public.wagtailcore_groupsitepermission_id_seq', 1, false);
SELECT pg_catalog.setval('public.wagtailcore_locale_id_seq', 1, true);
SELECT pg_catalog.setval('public.wagtailcore_modellogentry_id_seq', 1, false);
SELECT pg_catalog.setval('public.wagtailcore_page_id_seq', 2, true);
SELECT pg_catalog.setval('public.wagtailcore_pagelogentry_id_seq', 1, false);
SELECT pg_catalog.setval('public.wagtailcore_pagerevision_id_seq', 1, false);
SELECT pg_catalog.setval('public.wagtailcore_pagesubscription_id_seq', 1, false);
SELECT pg_catalog.setval('public.wagtailcore_pageviewrestriction_groups_id_seq', 1, false);
SELECT pg_catalog.setval('public.wagtailcore_pageviewrestriction_id_seq', 1, false);
SELECT pg_catalog.setval('public.wagtailcore_referenceindex_id_seq', 1, false);
SELECT pg_catalog.setval('public.wagtailcore_site_id_seq', 1, true);
SELECT pg_catalog.setval('public.wagtailcore_task_id_seq', 1, true);
SELECT pg_catalog.setval('public.wagtailcore_taskstate_id_seq', 1, false);
SELECT pg_catalog.setval('public.wagtailcore_uploadedfile_id_seq', 1, false);
SELECT pg_catalog.setval('public.wagtailcore_workflow_id_seq', 1, true);
SELECT pg_catalog.setval('public.wagtailcore_workflowstate_id_seq', 1, false);
SELECT pg_catalog.setval('public.wagtailcore_workflowtask_id_seq', 1, true);
SELECT pg_catalog.setval('public.wagtailsearch_indexentry_id_seq', 1, false);
ALTER TABLE ONLY public.dues_share
    ADD CONSTRAINT a_month_once_in_a_receipt UNIQUE (entry_id, month);
ALTER TABLE ONLY public.forum_review
    ADD CONSTRAINT a_paper_once_for_a_reviewer UNIQUE (paper_id, reviewer_id);
ALTER TABLE ONLY public.registry_post
    ADD CONSTRAINT a_post_once_at_a_time EXCLUDE USING gist (organization_id WITH =, person_id WITH =, title WITH =, valid WITH &&);
ALTER TABLE ONLY public.registry_rolegrant
    ADD CONSTRAINT a_role_once_at_a_time EXCLUDE USING gist (holder_id WITH =, role WITH =, organization_id WITH =, valid WITH &&);
ALTER TABLE ONLY public.account_emailaddress
    ADD CONSTRAINT account_emailaddress_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.account_emailaddress
    ADD CONSTRAINT account_emailaddress_user_id_email_987c8728_uniq UNIQUE (user_id, email);
ALTER TABLE ONLY public.account_emailconfirmation
    ADD CONSTRAINT account_emailconfirmation_key_key UNIQUE (key);
ALTER TABLE ONLY public.account_emailconfirmation
    ADD CONSTRAINT account_emailconfirmation_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.membership_proposeditem
    ADD CONSTRAINT an_item_once_in_a_proposal UNIQUE (errand_id, round, item);
ALTER TABLE ONLY public.membership_requesteditem
    ADD CONSTRAINT an_item_once_in_a_request UNIQUE (request_id, item);
ALTER TABLE ONLY public.voices_answer
    ADD CONSTRAINT answer_one_draft_a_round UNIQUE (letter_id, instance, round);
ALTER TABLE ONLY public.openness_application
    ADD CONSTRAINT application_number_once UNIQUE (year, serial);
ALTER TABLE ONLY public.appraisal_appraisal
    ADD CONSTRAINT appraisal_appraisal_case_id_key UNIQUE (case_id);
ALTER TABLE ONLY public.appraisal_appraisal
    ADD CONSTRAINT appraisal_appraisal_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.appraisal_appraisal
    ADD CONSTRAINT appraisal_appraisal_uid_key UNIQUE (uid);
ALTER TABLE ONLY public.appraisal_excuse
    ADD CONSTRAINT appraisal_excuse_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.appraisal_excuse
    ADD CONSTRAINT appraisal_excuse_uid_key UNIQUE (uid);
ALTER TABLE ONLY public.appraisal_inactivity
    ADD CONSTRAINT appraisal_inactivity_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.appraisal_inactivity
    ADD CONSTRAINT appraisal_inactivity_uid_key UNIQUE (uid);
ALTER TABLE ONLY public.appraisal_line
    ADD CONSTRAINT appraisal_line_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.appraisal_line
    ADD CONSTRAINT appraisal_line_uid_key UNIQUE (uid);
ALTER TABLE ONLY public.appraisal_visit
    ADD CONSTRAINT appraisal_visit_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.appraisal_visit
    ADD CONSTRAINT appraisal_visit_todo_id_key UNIQUE (todo_id);
ALTER TABLE ONLY public.appraisal_visit
    ADD CONSTRAINT appraisal_visit_uid_key UNIQUE (uid);
ALTER TABLE ONLY public.appraisal_line
    ADD CONSTRAINT appraised_once UNIQUE (appraisal_id, person_id);
ALTER TABLE ONLY public.openness_audience
    ADD CONSTRAINT audience_once_in_a_proposal UNIQUE (proposal_id, organization_id);
ALTER TABLE ONLY public.auth_group
    ADD CONSTRAINT auth_group_name_key UNIQUE (name);
ALTER TABLE ONLY public.auth_group_permissions
    ADD CONSTRAINT auth_group_permissions_group_id_permission_id_0cd325b0_uniq UNIQUE (group_id, permission_id);
ALTER TABLE ONLY public.auth_group_permissions
    ADD CONSTRAINT auth_group_permissions_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.auth_group
    ADD CONSTRAINT auth_group_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.auth_permission
    ADD CONSTRAINT auth_permission_content_type_id_codename_01ab375a_uniq UNIQUE (content_type_id, codename);
ALTER TABLE ONLY public.auth_permission
    ADD CONSTRAINT auth_permission_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.meetings_candidate
    ADD CONSTRAINT candidate_once_in_an_item UNIQUE (item_id, person_id);
ALTER TABLE ONLY public.kernel_cosignature
    ADD CONSTRAINT cosignature_once UNIQUE (witness_id, at, size);
ALTER TABLE ONLY public.courier_channel
    ADD CONSTRAINT courier_channel_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.courier_channel
    ADD CONSTRAINT courier_channel_uid_key UNIQUE (uid);
ALTER TABLE ONLY public.courier_delivery
    ADD CONSTRAINT courier_delivery_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.courier_delivery
    ADD CONSTRAINT courier_delivery_uid_key UNIQUE (uid);
ALTER TABLE ONLY public.courier_digest
    ADD CONSTRAINT courier_digest_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.courier_digest
    ADD CONSTRAINT courier_digest_uid_key UNIQUE (uid);
ALTER TABLE ONLY public.courier_hours
    ADD CONSTRAINT courier_hours_person_id_key UNIQUE (person_id);
ALTER TABLE ONLY public.courier_hours
    ADD CONSTRAINT courier_hours_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.courier_message
    ADD CONSTRAINT courier_message_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.courier_message
    ADD CONSTRAINT courier_message_uid_key UNIQUE (uid);
ALTER TABLE ONLY public.development_applicant
    ADD CONSTRAINT development_applicant_id_number_index_key UNIQUE (id_number_index);
ALTER TABLE ONLY public.development_applicant
    ADD CONSTRAINT development_applicant_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.development_applicant
    ADD CONSTRAINT development_applicant_uid_key UNIQUE (uid);
ALTER TABLE ONLY public.development_casemove
    ADD CONSTRAINT development_casemove_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.development_development
    ADD CONSTRAINT development_development_case_id_key UNIQUE (case_id);
ALTER TABLE ONLY public.development_development
    ADD CONSTRAINT development_development_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.development_development
    ADD CONSTRAINT development_development_uid_key UNIQUE (uid);
ALTER TABLE ONLY public.development_guide
    ADD CONSTRAINT development_guide_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.development_localstep
    ADD CONSTRAINT development_localstep_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.development_localstep
    ADD CONSTRAINT development_localstep_uid_key UNIQUE (uid);
ALTER TABLE ONLY public.development_paper
    ADD CONSTRAINT development_paper_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.development_paper
    ADD CONSTRAINT development_paper_uid_key UNIQUE (uid);
ALTER TABLE ONLY public.development_scan
    ADD CONSTRAINT development_scan_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.development_scan
    ADD CONSTRAINT development_scan_uid_key UNIQUE (uid);
ALTER TABLE ONLY public.development_steptaken
    ADD CONSTRAINT development_steptaken_notice_id_key UNIQUE (notice_id);
ALTER TABLE ONLY public.development_steptaken
    ADD CONSTRAINT development_steptaken_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.development_steptaken
    ADD CONSTRAINT development_steptaken_uid_key UNIQUE (uid);
ALTER TABLE ONLY public.development_vote
    ADD CONSTRAINT development_vote_item_id_key UNIQUE (item_id);
ALTER TABLE ONLY public.development_vote
    ADD CONSTRAINT development_vote_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.courier_delivery
    ADD CONSTRAINT digest_once_a_channel UNIQUE (digest_id, channel_id);
ALTER TABLE ONLY public.django_content_type
    ADD CONSTRAINT django_content_type_app_label_model_76bd3d3b_uniq UNIQUE (app_label, model);
ALTER TABLE ONLY public.django_content_type
    ADD CONSTRAINT django_content_type_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.django_migrations
    ADD CONSTRAINT django_migrations_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.django_session
    ADD CONSTRAINT django_session_pkey PRIMARY KEY (session_key);
ALTER TABLE ONLY public.dues_branchaccount
    ADD CONSTRAINT dues_branchaccount_case_id_key UNIQUE (case_id);
ALTER TABLE ONLY public.dues_branchaccount
    ADD CONSTRAINT dues_branchaccount_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.dues_branchaccount
    ADD CONSTRAINT dues_branchaccount_uid_key UNIQUE (uid);
ALTER TABLE ONLY public.dues_declaration
    ADD CONSTRAINT dues_declaration_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.dues_declaration
    ADD CONSTRAINT dues_declaration_uid_key UNIQUE (uid);
ALTER TABLE ONLY public.dues_entry
    ADD CONSTRAINT dues_entry_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.dues_entry
    ADD CONSTRAINT dues_entry_reverses_id_key UNIQUE (reverses_id);
ALTER TABLE ONLY public.dues_entry
    ADD CONSTRAINT dues_entry_uid_key UNIQUE (uid);
ALTER TABLE ONLY public.dues_farmeramount
    ADD CONSTRAINT dues_farmeramount_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.dues_relief
    ADD CONSTRAINT dues_relief_case_id_key UNIQUE (case_id);
ALTER TABLE ONLY public.dues_relief
    ADD CONSTRAINT dues_relief_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.dues_relief
    ADD CONSTRAINT dues_relief_uid_key UNIQUE (uid);
ALTER TABLE ONLY public.dues_share
    ADD CONSTRAINT dues_share_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.flow_edition
    ADD CONSTRAINT edition_numbered_once UNIQUE (procedure_id, number);
ALTER TABLE ONLY public.dues_entry
    ADD CONSTRAINT entry_numbered_once UNIQUE (organization_id, year, serial);
ALTER TABLE ONLY public.search_entry
    ADD CONSTRAINT entry_one_for_a_noun UNIQUE (kind, noun);
ALTER TABLE ONLY public.appraisal_excuse
    ADD CONSTRAINT excused_once_at_a_time EXCLUDE USING gist (person_id WITH =, valid WITH &&);
ALTER TABLE ONLY public.feeds_entry
    ADD CONSTRAINT feeds_entry_link_key_key UNIQUE (link_key);
ALTER TABLE ONLY public.feeds_entry
    ADD CONSTRAINT feeds_entry_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.feeds_entry
    ADD CONSTRAINT feeds_entry_uid_key UNIQUE (uid);
ALTER TABLE ONLY public.feeds_sighting
    ADD CONSTRAINT feeds_sighting_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.feeds_source
    ADD CONSTRAINT feeds_source_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.feeds_source
    ADD CONSTRAINT feeds_source_uid_key UNIQUE (uid);
ALTER TABLE ONLY public.registry_floating
    ADD CONSTRAINT floating_once_at_a_time EXCLUDE USING gist (person_id WITH =, valid WITH &&);
ALTER TABLE ONLY public.flow_absence
    ADD CONSTRAINT flow_absence_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.flow_absence
    ADD CONSTRAINT flow_absence_uid_key UNIQUE (uid);
ALTER TABLE ONLY public.flow_bar
    ADD CONSTRAINT flow_bar_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.flow_bar
    ADD CONSTRAINT flow_bar_uid_key UNIQUE (uid);
ALTER TABLE ONLY public.flow_case
    ADD CONSTRAINT flow_case_continues_id_key UNIQUE (continues_id);
ALTER TABLE ONLY public.flow_case
    ADD CONSTRAINT flow_case_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.flow_case
    ADD CONSTRAINT flow_case_uid_key UNIQUE (uid);
ALTER TABLE ONLY public.flow_caseterm
    ADD CONSTRAINT flow_caseterm_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.flow_caseterm
    ADD CONSTRAINT flow_caseterm_uid_key UNIQUE (uid);
ALTER TABLE ONLY public.flow_edition
    ADD CONSTRAINT flow_edition_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.flow_edition
    ADD CONSTRAINT flow_edition_uid_key UNIQUE (uid);
ALTER TABLE ONLY public.flow_editionpaper
    ADD CONSTRAINT flow_editionpaper_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.flow_editionrecipient
    ADD CONSTRAINT flow_editionrecipient_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.flow_editionterm
    ADD CONSTRAINT flow_editionterm_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.flow_editionword
    ADD CONSTRAINT flow_editionword_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.flow_extension
    ADD CONSTRAINT flow_extension_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.flow_extension
    ADD CONSTRAINT flow_extension_todo_id_key UNIQUE (todo_id);
ALTER TABLE ONLY public.flow_extension
    ADD CONSTRAINT flow_extension_uid_key UNIQUE (uid);
ALTER TABLE ONLY public.flow_pause
    ADD CONSTRAINT flow_pause_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.flow_pause
    ADD CONSTRAINT flow_pause_uid_key UNIQUE (uid);
ALTER TABLE ONLY public.flow_procedure
    ADD CONSTRAINT flow_procedure_key_key UNIQUE (key);
ALTER TABLE ONLY public.flow_procedure
    ADD CONSTRAINT flow_procedure_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.flow_procedure
    ADD CONSTRAINT flow_procedure_uid_key UNIQUE (uid);
ALTER TABLE ONLY public.flow_step
    ADD CONSTRAINT flow_step_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.flow_step
    ADD CONSTRAINT flow_step_uid_key UNIQUE (uid);
ALTER TABLE ONLY public.flow_todo
    ADD CONSTRAINT flow_todo_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.flow_todo
    ADD CONSTRAINT flow_todo_uid_key UNIQUE (uid);
ALTER TABLE ONLY public.flow_transfer
    ADD CONSTRAINT flow_transfer_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.flow_transfer
    ADD CONSTRAINT flow_transfer_uid_key UNIQUE (uid);
ALTER TABLE ONLY public.forum_answer
    ADD CONSTRAINT forum_answer_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.forum_answer
    ADD CONSTRAINT forum_answer_uid_key UNIQUE (uid);
ALTER TABLE ONLY public.forum_consultation
    ADD CONSTRAINT forum_consultation_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.forum_consultation
    ADD CONSTRAINT forum_consultation_todo_id_key UNIQUE (todo_id);
ALTER TABLE ONLY public.forum_consultation
    ADD CONSTRAINT forum_consultation_uid_key UNIQUE (uid);
ALTER TABLE ONLY public.forum_contribution
    ADD CONSTRAINT forum_contribution_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.forum_contribution
    ADD CONSTRAINT forum_contribution_receipt_index_key UNIQUE (receipt_index);
ALTER TABLE ONLY public.forum_contribution
    ADD CONSTRAINT forum_contribution_uid_key UNIQUE (uid);
ALTER TABLE ONLY public.forum_expert
    ADD CONSTRAINT forum_expert_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.forum_expert
    ADD CONSTRAINT forum_expert_uid_key UNIQUE (uid);
ALTER TABLE ONLY public.forum_opinion
    ADD CONSTRAINT forum_opinion_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.forum_opinion
    ADD CONSTRAINT forum_opinion_todo_id_key UNIQUE (todo_id);
ALTER TABLE ONLY public.forum_opinion
    ADD CONSTRAINT forum_opinion_uid_key UNIQUE (uid);
ALTER TABLE ONLY public.forum_paper
    ADD CONSTRAINT forum_paper_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.forum_paper
    ADD CONSTRAINT forum_paper_thread_id_key UNIQUE (thread_id);
ALTER TABLE ONLY public.forum_paper
    ADD CONSTRAINT forum_paper_todo_id_key UNIQUE (todo_id);
ALTER TABLE ONLY public.forum_paper
    ADD CONSTRAINT forum_paper_uid_key UNIQUE (uid);
ALTER TABLE ONLY public.forum_removal
    ADD CONSTRAINT forum_removal_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.forum_removal
    ADD CONSTRAINT forum_removal_todo_id_key UNIQUE (todo_id);
ALTER TABLE ONLY public.forum_removal
    ADD CONSTRAINT forum_removal_uid_key UNIQUE (uid);
ALTER TABLE ONLY public.forum_review
    ADD CONSTRAINT forum_review_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.forum_review
    ADD CONSTRAINT forum_review_todo_id_key UNIQUE (todo_id);
ALTER TABLE ONLY public.forum_review
    ADD CONSTRAINT forum_review_uid_key UNIQUE (uid);
ALTER TABLE ONLY public.forum_seminar
    ADD CONSTRAINT forum_seminar_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.forum_seminar
    ADD CONSTRAINT forum_seminar_uid_key UNIQUE (uid);
ALTER TABLE ONLY public.forum_thread
    ADD CONSTRAINT forum_thread_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.forum_thread
    ADD CONSTRAINT forum_thread_todo_id_key UNIQUE (todo_id);
ALTER TABLE ONLY public.forum_thread
    ADD CONSTRAINT forum_thread_uid_key UNIQUE (uid);
ALTER TABLE ONLY public.forum_topic
    ADD CONSTRAINT forum_topic_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.forum_topic
    ADD CONSTRAINT forum_topic_thread_id_key UNIQUE (thread_id);
ALTER TABLE ONLY public.registry_rolegrant
    ADD CONSTRAINT granted_once_for_a_consent UNIQUE (consent_id, role, organization_id);
ALTER TABLE ONLY public.transfers_guest
    ADD CONSTRAINT guest_once_at_a_time EXCLUDE USING gist (person_id WITH =, valid WITH &&) WHERE ((person_id IS NOT NULL));
ALTER TABLE ONLY public.development_guide
    ADD CONSTRAINT guide_once_at_a_time EXCLUDE USING gist (development_id WITH =, part WITH =, person_id WITH =, valid WITH &&);
ALTER TABLE ONLY public.handover_call
    ADD CONSTRAINT handover_call_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.handover_call
    ADD CONSTRAINT handover_call_todo_id_key UNIQUE (todo_id);
ALTER TABLE ONLY public.handover_handover
    ADD CONSTRAINT handover_handover_cooling_off_id_key UNIQUE (cooling_off_id);
ALTER TABLE ONLY public.handover_handover
    ADD CONSTRAINT handover_handover_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.handover_handover
    ADD CONSTRAINT handover_handover_uid_key UNIQUE (uid);
ALTER TABLE ONLY public.handover_line
    ADD CONSTRAINT handover_line_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.handover_line
    ADD CONSTRAINT handover_line_uid_key UNIQUE (uid);
ALTER TABLE ONLY public.handover_review
    ADD CONSTRAINT handover_review_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.handover_review
    ADD CONSTRAINT handover_review_uid_key UNIQUE (uid);
ALTER TABLE ONLY public.honours_honour
    ADD CONSTRAINT honour_of_member_once UNIQUE (person_id, award, granted_on);
ALTER TABLE ONLY public.honours_honour
    ADD CONSTRAINT honour_of_unit_once UNIQUE (unit_id, award, granted_on);
ALTER TABLE ONLY public.honours_drive
    ADD CONSTRAINT honours_drive_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.honours_drive
    ADD CONSTRAINT honours_drive_uid_key UNIQUE (uid);
ALTER TABLE ONLY public.honours_honour
    ADD CONSTRAINT honours_honour_nomination_id_key UNIQUE (nomination_id);
ALTER TABLE ONLY public.honours_honour
    ADD CONSTRAINT honours_honour_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.honours_honour
    ADD CONSTRAINT honours_honour_uid_key UNIQUE (uid);
ALTER TABLE ONLY public.honours_nomination
    ADD CONSTRAINT honours_nomination_case_id_key UNIQUE (case_id);
ALTER TABLE ONLY public.honours_nomination
    ADD CONSTRAINT honours_nomination_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.honours_nomination
    ADD CONSTRAINT honours_nomination_uid_key UNIQUE (uid);
ALTER TABLE ONLY public.registry_importrow
    ADD CONSTRAINT import_row_once UNIQUE (run_id, "position");
ALTER TABLE ONLY public.appraisal_inactivity
    ADD CONSTRAINT inactive_once_at_a_time EXCLUDE USING gist (person_id WITH =, what WITH =, valid WITH &&);
ALTER TABLE ONLY public.transfers_introduction
    ADD CONSTRAINT introduction_number_once UNIQUE (issuer_id, kind, year, number);
ALTER TABLE ONLY public.meetings_item
    ADD CONSTRAINT item_in_its_place UNIQUE (meeting_id, "position");
ALTER TABLE ONLY public.openness_item
    ADD CONSTRAINT item_number_once UNIQUE (year, serial);
ALTER TABLE ONLY public.kernel_cosignature
    ADD CONSTRAINT kernel_cosignature_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.kernel_holidaynotice
    ADD CONSTRAINT kernel_holidaynotice_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.kernel_holidaynotice
    ADD CONSTRAINT kernel_holidaynotice_replaces_id_key UNIQUE (replaces_id);
ALTER TABLE ONLY public.kernel_holidaynotice
    ADD CONSTRAINT kernel_holidaynotice_uid_key UNIQUE (uid);
ALTER TABLE ONLY public.kernel_instrument
    ADD CONSTRAINT kernel_instrument_key_key UNIQUE (key);
ALTER TABLE ONLY public.kernel_instrument
    ADD CONSTRAINT kernel_instrument_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.kernel_instrument
    ADD CONSTRAINT kernel_instrument_uid_key UNIQUE (uid);
ALTER TABLE ONLY public.kernel_knownwitness
    ADD CONSTRAINT kernel_knownwitness_key_key UNIQUE (key);
ALTER TABLE ONLY public.kernel_knownwitness
    ADD CONSTRAINT kernel_knownwitness_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.kernel_leaf
    ADD CONSTRAINT kernel_leaf_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.kernel_localoverride
    ADD CONSTRAINT kernel_localoverride_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.kernel_localoverride
    ADD CONSTRAINT kernel_localoverride_uid_key UNIQUE (uid);
ALTER TABLE ONLY public.kernel_logcheckpoint
    ADD CONSTRAINT kernel_logcheckpoint_pkey PRIMARY KEY (number);
ALTER TABLE ONLY public.kernel_logcheckpoint
    ADD CONSTRAINT kernel_logcheckpoint_size_key UNIQUE (size);
ALTER TABLE ONLY public.kernel_position
    ADD CONSTRAINT kernel_position_leaf_id_key UNIQUE (leaf_id);
ALTER TABLE ONLY public.kernel_position
    ADD CONSTRAINT kernel_position_pkey PRIMARY KEY ("position");
ALTER TABLE ONLY public.kernel_rule
    ADD CONSTRAINT kernel_rule_key_key UNIQUE (key);
ALTER TABLE ONLY public.kernel_rule
    ADD CONSTRAINT kernel_rule_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.kernel_rule
    ADD CONSTRAINT kernel_rule_uid_key UNIQUE (uid);
ALTER TABLE ONLY public.kernel_ruleversion
    ADD CONSTRAINT kernel_ruleversion_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.kernel_ruleversion
    ADD CONSTRAINT kernel_ruleversion_uid_key UNIQUE (uid);
ALTER TABLE ONLY public.kernel_sm3node
    ADD CONSTRAINT kernel_sm3node_pkey PRIMARY KEY (level, number);
ALTER TABLE ONLY public.kernel_tally
    ADD CONSTRAINT kernel_tally_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.kernel_treenode
    ADD CONSTRAINT kernel_treenode_pkey PRIMARY KEY (level, number);
ALTER TABLE ONLY public.kernel_usedformkey
    ADD CONSTRAINT kernel_usedformkey_pkey PRIMARY KEY (key);
ALTER TABLE ONLY public.kernel_verification
    ADD CONSTRAINT kernel_verification_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.library_admission
    ADD CONSTRAINT library_admission_case_id_key UNIQUE (case_id);
ALTER TABLE ONLY public.library_admission
    ADD CONSTRAINT library_admission_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.library_admission
    ADD CONSTRAINT library_admission_uid_key UNIQUE (uid);
ALTER TABLE ONLY public.library_attachment
    ADD CONSTRAINT library_attachment_document_id_key UNIQUE (document_id);
ALTER TABLE ONLY public.library_attachment
    ADD CONSTRAINT library_attachment_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.library_attachment
    ADD CONSTRAINT library_attachment_uid_key UNIQUE (uid);
ALTER TABLE ONLY public.library_document
    ADD CONSTRAINT library_document_code_key UNIQUE (code);
ALTER TABLE ONLY public.library_document
    ADD CONSTRAINT library_document_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.library_document
    ADD CONSTRAINT library_document_uid_key UNIQUE (uid);
ALTER TABLE ONLY public.library_draft
    ADD CONSTRAINT library_draft_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.library_draft
    ADD CONSTRAINT library_draft_uid_key UNIQUE (uid);
ALTER TABLE ONLY public.library_generation
    ADD CONSTRAINT library_generation_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.library_link
    ADD CONSTRAINT library_link_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.library_reading
    ADD CONSTRAINT library_reading_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.library_scanpage
    ADD CONSTRAINT library_scanpage_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.library_upload
    ADD CONSTRAINT library_upload_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.library_upload
    ADD CONSTRAINT library_upload_uid_key UNIQUE (uid);
ALTER TABLE ONLY public.library_link
    ADD CONSTRAINT link_once UNIQUE (origin_id, target_id);
ALTER TABLE ONLY public.kernel_localoverride
    ADD CONSTRAINT local_override_one_at_a_time EXCLUDE USING gist (rule_id WITH =, organization_uid WITH =, effective WITH &&) WHERE ((withdrawn_on IS NULL));
ALTER TABLE ONLY public.registry_lostcontact
    ADD CONSTRAINT lost_once_at_a_time EXCLUDE USING gist (person_id WITH =, valid WITH &&);
ALTER TABLE ONLY public.meetings_candidate
    ADD CONSTRAINT meetings_candidate_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.meetings_count
    ADD CONSTRAINT meetings_count_item_id_key UNIQUE (item_id);
ALTER TABLE ONLY public.meetings_count
    ADD CONSTRAINT meetings_count_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.meetings_exemption
    ADD CONSTRAINT meetings_exemption_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.meetings_exemption
    ADD CONSTRAINT meetings_exemption_uid_key UNIQUE (uid);
ALTER TABLE ONLY public.meetings_item
    ADD CONSTRAINT meetings_item_follows_id_key UNIQUE (follows_id);
ALTER TABLE ONLY public.meetings_item
    ADD CONSTRAINT meetings_item_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.meetings_item
    ADD CONSTRAINT meetings_item_uid_key UNIQUE (uid);
ALTER TABLE ONLY public.meetings_meeting
    ADD CONSTRAINT meetings_meeting_case_id_key UNIQUE (case_id);
ALTER TABLE ONLY public.meetings_meeting
    ADD CONSTRAINT meetings_meeting_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.meetings_meeting
    ADD CONSTRAINT meetings_meeting_uid_key UNIQUE (uid);
ALTER TABLE ONLY public.meetings_voter
    ADD CONSTRAINT meetings_voter_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.membership_correctionrequest
    ADD CONSTRAINT membership_correctionrequest_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.membership_correctionrequest
    ADD CONSTRAINT membership_correctionrequest_todo_id_key UNIQUE (todo_id);
ALTER TABLE ONLY public.membership_correctionrequest
    ADD CONSTRAINT membership_correctionrequest_uid_key UNIQUE (uid);
ALTER TABLE ONLY public.membership_datacheck
    ADD CONSTRAINT membership_datacheck_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.membership_datacheck
    ADD CONSTRAINT membership_datacheck_uid_key UNIQUE (uid);
ALTER TABLE ONLY public.membership_errand
    ADD CONSTRAINT membership_errand_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.membership_errand
    ADD CONSTRAINT membership_errand_uid_key UNIQUE (uid);
ALTER TABLE ONLY public.membership_proposeditem
    ADD CONSTRAINT membership_proposeditem_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.membership_proposeditem
    ADD CONSTRAINT membership_proposeditem_uid_key UNIQUE (uid);
ALTER TABLE ONLY public.membership_requesteditem
    ADD CONSTRAINT membership_requesteditem_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.membership_requesteditem
    ADD CONSTRAINT membership_requesteditem_uid_key UNIQUE (uid);
ALTER TABLE ONLY public.membership_step
    ADD CONSTRAINT membership_step_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.membership_step
    ADD CONSTRAINT membership_step_todo_id_key UNIQUE (todo_id);
ALTER TABLE ONLY public.membership_step
    ADD CONSTRAINT membership_step_uid_key UNIQUE (uid);
ALTER TABLE ONLY public.courier_delivery
    ADD CONSTRAINT message_once_a_channel UNIQUE (message_id, channel_id);
ALTER TABLE ONLY public.courier_message
    ADD CONSTRAINT message_told_once UNIQUE (person_id, once);
ALTER TABLE ONLY public.mfa_authenticator
    ADD CONSTRAINT mfa_authenticator_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.openness_notice
    ADD CONSTRAINT notice_number_once UNIQUE (year, serial);
ALTER TABLE ONLY public.registry_membership
    ADD CONSTRAINT one_branch_at_a_time EXCLUDE USING gist (person_id WITH =, valid WITH &&);
ALTER TABLE ONLY public.courier_channel
    ADD CONSTRAINT one_channel_of_a_kind UNIQUE (person_id, kind);
ALTER TABLE ONLY public.registry_committeeterm
    ADD CONSTRAINT one_committee_at_a_time EXCLUDE USING gist (organization_id WITH =, valid WITH &&);
ALTER TABLE ONLY public.dues_declaration
    ADD CONSTRAINT one_declaration_at_a_time EXCLUDE USING gist (person_id WITH =, valid WITH &&);
ALTER TABLE ONLY public.courier_digest
    ADD CONSTRAINT one_digest_a_day UNIQUE (person_id, "on");
ALTER TABLE ONLY public.dues_farmeramount
    ADD CONSTRAINT one_farmer_amount_at_a_time EXCLUDE USING gist (organization_id WITH =, valid WITH &&);
ALTER TABLE ONLY public.registry_inspection
    ADD CONSTRAINT one_inspection_each UNIQUE (consent_id, by_id);
ALTER TABLE ONLY public.registry_unitlink
    ADD CONSTRAINT one_link_to_a_unit_at_a_time EXCLUDE USING gist (organization_id WITH =, unit_id WITH =, valid WITH &&);
ALTER TABLE ONLY public.registry_naming
    ADD CONSTRAINT one_naming_at_a_time EXCLUDE USING gist (organization_id WITH =, valid WITH &&);
ALTER TABLE ONLY public.registry_rolegrant
    ADD CONSTRAINT one_of_three_officers_at_a_time EXCLUDE USING gist (holder_id WITH =, valid WITH &&) WHERE (((role)::text = ANY ((ARRAY['system_officer'::character varying, 'security_officer'::character varying, 'auditor'::character varying])::text[])));
ALTER TABLE ONLY public.registry_parentage
    ADD CONSTRAINT one_parent_at_a_time EXCLUDE USING gist (organization_id WITH =, valid WITH &&);
ALTER TABLE ONLY public.registry_post
    ADD CONSTRAINT one_secretary_at_a_time EXCLUDE USING gist (organization_id WITH =, valid WITH &&) WHERE (((title)::text = 'secretary'::text));
ALTER TABLE ONLY public.registry_standing
    ADD CONSTRAINT one_standing_at_a_time EXCLUDE USING gist (person_id WITH =, valid WITH &&);
ALTER TABLE ONLY public.openness_application
    ADD CONSTRAINT openness_application_case_id_key UNIQUE (case_id);
ALTER TABLE ONLY public.openness_application
    ADD CONSTRAINT openness_application_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.openness_application
    ADD CONSTRAINT openness_application_receipt_key UNIQUE (receipt);
ALTER TABLE ONLY public.openness_application
    ADD CONSTRAINT openness_application_uid_key UNIQUE (uid);
ALTER TABLE ONLY public.openness_audience
    ADD CONSTRAINT openness_audience_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.openness_item
    ADD CONSTRAINT openness_item_current_id_key UNIQUE (current_id);
ALTER TABLE ONLY public.openness_item
    ADD CONSTRAINT openness_item_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.openness_item
    ADD CONSTRAINT openness_item_uid_key UNIQUE (uid);
ALTER TABLE ONLY public.openness_notice
    ADD CONSTRAINT openness_notice_case_id_key UNIQUE (case_id);
ALTER TABLE ONLY public.openness_notice
    ADD CONSTRAINT openness_notice_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.openness_notice
    ADD CONSTRAINT openness_notice_uid_key UNIQUE (uid);
ALTER TABLE ONLY public.openness_objection
    ADD CONSTRAINT openness_objection_case_id_key UNIQUE (case_id);
ALTER TABLE ONLY public.openness_objection
    ADD CONSTRAINT openness_objection_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.openness_objection
    ADD CONSTRAINT openness_objection_receipt_key UNIQUE (receipt);
ALTER TABLE ONLY public.openness_objection
    ADD CONSTRAINT openness_objection_uid_key UNIQUE (uid);
ALTER TABLE ONLY public.openness_personnelentry
    ADD CONSTRAINT openness_personnelentry_case_id_key UNIQUE (case_id);
ALTER TABLE ONLY public.openness_personnelentry
    ADD CONSTRAINT openness_personnelentry_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.openness_personnelentry
    ADD CONSTRAINT openness_personnelentry_uid_key UNIQUE (uid);
ALTER TABLE ONLY public.openness_proposal
    ADD CONSTRAINT openness_proposal_case_id_key UNIQUE (case_id);
ALTER TABLE ONLY public.openness_proposal
    ADD CONSTRAINT openness_proposal_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.openness_proposal
    ADD CONSTRAINT openness_proposal_uid_key UNIQUE (uid);
ALTER TABLE ONLY public.flow_editionpaper
    ADD CONSTRAINT paper_once_before_a_move UNIQUE (edition_id, move, title);
ALTER TABLE ONLY public.development_paper
    ADD CONSTRAINT paper_once_in_a_step UNIQUE (taken_id, name);
ALTER TABLE ONLY public.flow_editionrecipient
    ADD CONSTRAINT part_once_in_an_edition UNIQUE (edition_id, part);
ALTER TABLE ONLY public.search_passage
    ADD CONSTRAINT passage_one_of_a_number UNIQUE (entry_id, number);
ALTER TABLE ONLY public.openness_personnelentry
    ADD CONSTRAINT personnel_number_once UNIQUE (year, serial);
ALTER TABLE ONLY public.portal_article
    ADD CONSTRAINT portal_article_pkey PRIMARY KEY (page_ptr_id);
ALTER TABLE ONLY public.portal_column
    ADD CONSTRAINT portal_column_pkey PRIMARY KEY (page_ptr_id);
ALTER TABLE ONLY public.portal_generation
    ADD CONSTRAINT portal_generation_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.portal_picture
    ADD CONSTRAINT portal_picture_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.portal_picture
    ADD CONSTRAINT portal_picture_uid_key UNIQUE (uid);
ALTER TABLE ONLY public.portal_probe
    ADD CONSTRAINT portal_probe_on_key UNIQUE ("on");
ALTER TABLE ONLY public.portal_probe
    ADD CONSTRAINT portal_probe_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.portal_publication
    ADD CONSTRAINT portal_publication_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.portal_publication
    ADD CONSTRAINT portal_publication_submission_id_key UNIQUE (submission_id);
ALTER TABLE ONLY public.portal_publication
    ADD CONSTRAINT portal_publication_uid_key UNIQUE (uid);
ALTER TABLE ONLY public.portal_signature
    ADD CONSTRAINT portal_signature_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.portal_signature
    ADD CONSTRAINT portal_signature_uid_key UNIQUE (uid);
ALTER TABLE ONLY public.portal_submission
    ADD CONSTRAINT portal_submission_case_id_key UNIQUE (case_id);
ALTER TABLE ONLY public.portal_submission
    ADD CONSTRAINT portal_submission_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.portal_submission
    ADD CONSTRAINT portal_submission_uid_key UNIQUE (uid);
ALTER TABLE ONLY public.portal_theme
    ADD CONSTRAINT portal_theme_pkey PRIMARY KEY (column_ptr_id);
ALTER TABLE ONLY public.procrastinate_events
    ADD CONSTRAINT procrastinate_events_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.procrastinate_jobs
    ADD CONSTRAINT procrastinate_jobs_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.procrastinate_periodic_defers
    ADD CONSTRAINT procrastinate_periodic_defers_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.procrastinate_periodic_defers
    ADD CONSTRAINT procrastinate_periodic_defers_unique UNIQUE (task_name, periodic_id, defer_timestamp);
ALTER TABLE ONLY public.procrastinate_workers
    ADD CONSTRAINT procrastinate_workers_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.voices_rating
    ADD CONSTRAINT rating_once_for_an_answer UNIQUE (answer_id, writer_id);
ALTER TABLE ONLY public.library_reading
    ADD CONSTRAINT reading_one_place UNIQUE (person_id, document_id);
ALTER TABLE ONLY public.registry_account
    ADD CONSTRAINT registry_account_login_name_key UNIQUE (login_name);
ALTER TABLE ONLY public.registry_account
    ADD CONSTRAINT registry_account_person_id_key UNIQUE (person_id);
ALTER TABLE ONLY public.registry_account
    ADD CONSTRAINT registry_account_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.registry_activationcode
    ADD CONSTRAINT registry_activationcode_code_index_key UNIQUE (code_index);
ALTER TABLE ONLY public.registry_activationcode
    ADD CONSTRAINT registry_activationcode_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.registry_committeeterm
    ADD CONSTRAINT registry_committeeterm_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.registry_consent
    ADD CONSTRAINT registry_consent_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.registry_consent
    ADD CONSTRAINT registry_consent_uid_key UNIQUE (uid);
ALTER TABLE ONLY public.registry_coolingoff
    ADD CONSTRAINT registry_coolingoff_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.registry_coolingoff
    ADD CONSTRAINT registry_coolingoff_uid_key UNIQUE (uid);
ALTER TABLE ONLY public.registry_distinction
    ADD CONSTRAINT registry_distinction_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.registry_education
    ADD CONSTRAINT registry_education_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.registry_emergency
    ADD CONSTRAINT registry_emergency_consent_id_key UNIQUE (consent_id);
ALTER TABLE ONLY public.registry_emergency
    ADD CONSTRAINT registry_emergency_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.registry_employment
    ADD CONSTRAINT registry_employment_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.registry_export
    ADD CONSTRAINT registry_export_consent_id_key UNIQUE (consent_id);
ALTER TABLE ONLY public.registry_export
    ADD CONSTRAINT registry_export_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.registry_export
    ADD CONSTRAINT registry_export_uid_key UNIQUE (uid);
ALTER TABLE ONLY public.registry_floating
    ADD CONSTRAINT registry_floating_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.registry_hardship
    ADD CONSTRAINT registry_hardship_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.registry_import
    ADD CONSTRAINT registry_import_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.registry_import
    ADD CONSTRAINT registry_import_uid_key UNIQUE (uid);
ALTER TABLE ONLY public.registry_importrow
    ADD CONSTRAINT registry_importrow_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.registry_inspection
    ADD CONSTRAINT registry_inspection_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.registry_lostcontact
    ADD CONSTRAINT registry_lostcontact_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.registry_membership
    ADD CONSTRAINT registry_membership_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.registry_merger
    ADD CONSTRAINT registry_merger_consent_id_key UNIQUE (consent_id);
ALTER TABLE ONLY public.registry_merger
    ADD CONSTRAINT registry_merger_gone_id_key UNIQUE (gone_id);
ALTER TABLE ONLY public.registry_merger
    ADD CONSTRAINT registry_merger_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.registry_merger
    ADD CONSTRAINT registry_merger_uid_key UNIQUE (uid);
ALTER TABLE ONLY public.registry_naming
    ADD CONSTRAINT registry_naming_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.registry_opening
    ADD CONSTRAINT registry_opening_consent_id_key UNIQUE (consent_id);
ALTER TABLE ONLY public.registry_opening
    ADD CONSTRAINT registry_opening_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.registry_organization
    ADD CONSTRAINT registry_organization_code_key UNIQUE (code);
ALTER TABLE ONLY public.registry_organization
    ADD CONSTRAINT registry_organization_path_key UNIQUE (path);
ALTER TABLE ONLY public.registry_organization
    ADD CONSTRAINT registry_organization_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.registry_organization
    ADD CONSTRAINT registry_organization_uid_key UNIQUE (uid);
ALTER TABLE ONLY public.registry_parentage
    ADD CONSTRAINT registry_parentage_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.registry_person
    ADD CONSTRAINT registry_person_id_number_index_key UNIQUE (id_number_index);
ALTER TABLE ONLY public.registry_person
    ADD CONSTRAINT registry_person_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.registry_person
    ADD CONSTRAINT registry_person_uid_key UNIQUE (uid);
ALTER TABLE ONLY public.registry_post
    ADD CONSTRAINT registry_post_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.registry_relative
    ADD CONSTRAINT registry_relative_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.registry_restorecode
    ADD CONSTRAINT registry_restorecode_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.registry_rolegrant
    ADD CONSTRAINT registry_rolegrant_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.registry_sanction
    ADD CONSTRAINT registry_sanction_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.registry_sanction
    ADD CONSTRAINT registry_sanction_uid_key UNIQUE (uid);
ALTER TABLE ONLY public.registry_session
    ADD CONSTRAINT registry_session_pkey PRIMARY KEY (session_key);
ALTER TABLE ONLY public.registry_signinbrake
    ADD CONSTRAINT registry_signinbrake_pkey PRIMARY KEY (key);
ALTER TABLE ONLY public.registry_standing
    ADD CONSTRAINT registry_standing_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.registry_stayabroad
    ADD CONSTRAINT registry_stayabroad_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.registry_unit
    ADD CONSTRAINT registry_unit_credit_code_key UNIQUE (credit_code);
ALTER TABLE ONLY public.registry_unit
    ADD CONSTRAINT registry_unit_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.registry_unit
    ADD CONSTRAINT registry_unit_uid_key UNIQUE (uid);
ALTER TABLE ONLY public.registry_unitlink
    ADD CONSTRAINT registry_unitlink_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.handover_review
    ADD CONSTRAINT review_once_a_day UNIQUE (cooling_off_id, due_on);
ALTER TABLE ONLY public.kernel_ruleversion
    ADD CONSTRAINT rule_version_one_at_a_time EXCLUDE USING gist (rule_id WITH =, effective WITH &&) WHERE ((superseded_on IS NULL));
ALTER TABLE ONLY public.registry_sanction
    ADD CONSTRAINT sanction_once_at_a_time EXCLUDE USING gist (person_id WITH =, kind WITH =, valid WITH &&);
ALTER TABLE ONLY public.library_scanpage
    ADD CONSTRAINT scan_page_once UNIQUE (upload_id, number);
ALTER TABLE ONLY public.search_entry
    ADD CONSTRAINT search_entry_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.search_passage
    ADD CONSTRAINT search_passage_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.search_rebuild
    ADD CONSTRAINT search_rebuild_pkey PRIMARY KEY (kind);
ALTER TABLE ONLY public.search_term
    ADD CONSTRAINT search_term_pkey PRIMARY KEY (term);
ALTER TABLE ONLY public.search_uncounted
    ADD CONSTRAINT search_uncounted_pkey PRIMARY KEY (passage_id);
ALTER TABLE ONLY public.feeds_sighting
    ADD CONSTRAINT sighting_once_a_source UNIQUE (source_id, key);
ALTER TABLE ONLY public.portal_signature
    ADD CONSTRAINT signature_once_by_a_person UNIQUE (submission_id, signer_id);
ALTER TABLE ONLY public.portal_signature
    ADD CONSTRAINT signature_once_in_a_kind UNIQUE (submission_id, kind);
ALTER TABLE ONLY public.flow_step
    ADD CONSTRAINT step_one_in_a_round UNIQUE (case_id, round);
ALTER TABLE ONLY public.taggit_tag
    ADD CONSTRAINT taggit_tag_name_key UNIQUE (name);
ALTER TABLE ONLY public.taggit_tag
    ADD CONSTRAINT taggit_tag_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.taggit_tag
    ADD CONSTRAINT taggit_tag_slug_key UNIQUE (slug);
ALTER TABLE ONLY public.taggit_taggeditem
    ADD CONSTRAINT taggit_taggeditem_content_type_id_object_id_tag_id_4bb97a8e_uni UNIQUE (content_type_id, object_id, tag_id);
ALTER TABLE ONLY public.taggit_taggeditem
    ADD CONSTRAINT taggit_taggeditem_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.kernel_tally
    ADD CONSTRAINT tally_of_an_hour UNIQUE (kind, hour);
ALTER TABLE ONLY public.flow_editionterm
    ADD CONSTRAINT term_once_in_an_edition UNIQUE (edition_id, clock);
ALTER TABLE ONLY public.registry_distinction
    ADD CONSTRAINT told_apart_once UNIQUE (one_id, other_id);
ALTER TABLE ONLY public.transfers_contactnote
    ADD CONSTRAINT transfers_contactnote_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.transfers_contactnote
    ADD CONSTRAINT transfers_contactnote_uid_key UNIQUE (uid);
ALTER TABLE ONLY public.transfers_guest
    ADD CONSTRAINT transfers_guest_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.transfers_guest
    ADD CONSTRAINT transfers_guest_uid_key UNIQUE (uid);
ALTER TABLE ONLY public.transfers_introduction
    ADD CONSTRAINT transfers_introduction_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.transfers_introduction
    ADD CONSTRAINT transfers_introduction_uid_key UNIQUE (uid);
ALTER TABLE ONLY public.transfers_transfer
    ADD CONSTRAINT transfers_transfer_case_id_key UNIQUE (case_id);
ALTER TABLE ONLY public.transfers_transfer
    ADD CONSTRAINT transfers_transfer_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.transfers_transfer
    ADD CONSTRAINT transfers_transfer_uid_key UNIQUE (uid);
ALTER TABLE ONLY public.wagtailcore_grouppagepermission
    ADD CONSTRAINT unique_permission UNIQUE (group_id, page_id, permission_id);
ALTER TABLE ONLY public.library_upload
    ADD CONSTRAINT upload_once UNIQUE (document_id, digest);
ALTER TABLE ONLY public.voices_answer
    ADD CONSTRAINT voices_answer_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.voices_answer
    ADD CONSTRAINT voices_answer_uid_key UNIQUE (uid);
ALTER TABLE ONLY public.voices_channel
    ADD CONSTRAINT voices_channel_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.voices_channel
    ADD CONSTRAINT voices_channel_uid_key UNIQUE (uid);
ALTER TABLE ONLY public.voices_draft
    ADD CONSTRAINT voices_draft_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.voices_draft
    ADD CONSTRAINT voices_draft_token_index_key UNIQUE (token_index);
ALTER TABLE ONLY public.voices_draft
    ADD CONSTRAINT voices_draft_uid_key UNIQUE (uid);
ALTER TABLE ONLY public.voices_letter
    ADD CONSTRAINT voices_letter_case_id_key UNIQUE (case_id);
ALTER TABLE ONLY public.voices_letter
    ADD CONSTRAINT voices_letter_number_key UNIQUE (number);
ALTER TABLE ONLY public.voices_letter
    ADD CONSTRAINT voices_letter_origin_key UNIQUE (origin);
ALTER TABLE ONLY public.voices_letter
    ADD CONSTRAINT voices_letter_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.voices_letter
    ADD CONSTRAINT voices_letter_uid_key UNIQUE (uid);
ALTER TABLE ONLY public.voices_mailbox
    ADD CONSTRAINT voices_mailbox_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.voices_mailbox
    ADD CONSTRAINT voices_mailbox_uid_key UNIQUE (uid);
ALTER TABLE ONLY public.voices_message
    ADD CONSTRAINT voices_message_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.voices_message
    ADD CONSTRAINT voices_message_uid_key UNIQUE (uid);
ALTER TABLE ONLY public.voices_notice
    ADD CONSTRAINT voices_notice_number_key UNIQUE (number);
ALTER TABLE ONLY public.voices_notice
    ADD CONSTRAINT voices_notice_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.voices_notice
    ADD CONSTRAINT voices_notice_uid_key UNIQUE (uid);
ALTER TABLE ONLY public.voices_rating
    ADD CONSTRAINT voices_rating_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.voices_rating
    ADD CONSTRAINT voices_rating_uid_key UNIQUE (uid);
ALTER TABLE ONLY public.voices_referral
    ADD CONSTRAINT voices_referral_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.voices_referral
    ADD CONSTRAINT voices_referral_uid_key UNIQUE (uid);
ALTER TABLE ONLY public.voices_writer
    ADD CONSTRAINT voices_writer_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.voices_writer
    ADD CONSTRAINT voices_writer_receipt_index_key UNIQUE (receipt_index);
ALTER TABLE ONLY public.voices_writer
    ADD CONSTRAINT voices_writer_uid_key UNIQUE (uid);
ALTER TABLE ONLY public.meetings_voter
    ADD CONSTRAINT voter_once_in_a_meeting UNIQUE (meeting_id, person_id);
ALTER TABLE ONLY public.wagtailcore_apitoken
    ADD CONSTRAINT wagtailcore_apitoken_key_hash_key UNIQUE (key_hash);
ALTER TABLE ONLY public.wagtailcore_apitoken
    ADD CONSTRAINT wagtailcore_apitoken_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.wagtailcore_collection
    ADD CONSTRAINT wagtailcore_collection_path_key UNIQUE (path);
ALTER TABLE ONLY public.wagtailcore_collection
    ADD CONSTRAINT wagtailcore_collection_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.wagtailcore_collectionviewrestriction_groups
    ADD CONSTRAINT wagtailcore_collectionvi_collectionviewrestrictio_988995ae_uniq UNIQUE (collectionviewrestriction_id, group_id);
ALTER TABLE ONLY public.wagtailcore_collectionviewrestriction_groups
    ADD CONSTRAINT wagtailcore_collectionviewrestriction_groups_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.wagtailcore_collectionviewrestriction
    ADD CONSTRAINT wagtailcore_collectionviewrestriction_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.wagtailcore_comment
    ADD CONSTRAINT wagtailcore_comment_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.wagtailcore_commentreply
    ADD CONSTRAINT wagtailcore_commentreply_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.wagtailcore_groupapprovaltask_groups
    ADD CONSTRAINT wagtailcore_groupapprova_groupapprovaltask_id_gro_bb5ee7eb_uniq UNIQUE (groupapprovaltask_id, group_id);
ALTER TABLE ONLY public.wagtailcore_groupapprovaltask_groups
    ADD CONSTRAINT wagtailcore_groupapprovaltask_groups_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.wagtailcore_groupapprovaltask
    ADD CONSTRAINT wagtailcore_groupapprovaltask_pkey PRIMARY KEY (task_ptr_id);
ALTER TABLE ONLY public.wagtailcore_groupcollectionpermission
    ADD CONSTRAINT wagtailcore_groupcollect_group_id_collection_id_p_a21cefe9_uniq UNIQUE (group_id, collection_id, permission_id);
ALTER TABLE ONLY public.wagtailcore_groupcollectionpermission
    ADD CONSTRAINT wagtailcore_groupcollectionpermission_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.wagtailcore_grouppagepermission
    ADD CONSTRAINT wagtailcore_grouppagepermission_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.wagtailcore_groupsitepermission
    ADD CONSTRAINT wagtailcore_groupsiteper_group_id_site_id_permiss_a58ee30d_uniq UNIQUE (group_id, site_id, permission_id);
ALTER TABLE ONLY public.wagtailcore_groupsitepermission
    ADD CONSTRAINT wagtailcore_groupsitepermission_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.wagtailcore_locale
    ADD CONSTRAINT wagtailcore_locale_language_code_key UNIQUE (language_code);
ALTER TABLE ONLY public.wagtailcore_locale
    ADD CONSTRAINT wagtailcore_locale_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.wagtailcore_modellogentry
    ADD CONSTRAINT wagtailcore_modellogentry_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.wagtailcore_page
    ADD CONSTRAINT wagtailcore_page_path_key UNIQUE (path);
ALTER TABLE ONLY public.wagtailcore_page
    ADD CONSTRAINT wagtailcore_page_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.wagtailcore_page
    ADD CONSTRAINT wagtailcore_page_translation_key_locale_id_9b041bad_uniq UNIQUE (translation_key, locale_id);
ALTER TABLE ONLY public.wagtailcore_pagelogentry
    ADD CONSTRAINT wagtailcore_pagelogentry_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.wagtailcore_revision
    ADD CONSTRAINT wagtailcore_pagerevision_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.wagtailcore_pagesubscription
    ADD CONSTRAINT wagtailcore_pagesubscription_page_id_user_id_0cef73ed_uniq UNIQUE (page_id, user_id);
ALTER TABLE ONLY public.wagtailcore_pagesubscription
    ADD CONSTRAINT wagtailcore_pagesubscription_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.wagtailcore_pageviewrestriction_groups
    ADD CONSTRAINT wagtailcore_pageviewrest_pageviewrestriction_id_g_d23f80bb_uniq UNIQUE (pageviewrestriction_id, group_id);
ALTER TABLE ONLY public.wagtailcore_pageviewrestriction_groups
    ADD CONSTRAINT wagtailcore_pageviewrestriction_groups_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.wagtailcore_pageviewrestriction
    ADD CONSTRAINT wagtailcore_pageviewrestriction_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.wagtailcore_referenceindex
    ADD CONSTRAINT wagtailcore_referenceind_base_content_type_id_obj_9e6ccd6a_uniq UNIQUE (base_content_type_id, object_id, to_content_type_id, to_object_id, content_path_hash);
ALTER TABLE ONLY public.wagtailcore_referenceindex
    ADD CONSTRAINT wagtailcore_referenceindex_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.wagtailcore_site
    ADD CONSTRAINT wagtailcore_site_hostname_port_2c626d70_uniq UNIQUE (hostname, port);
ALTER TABLE ONLY public.wagtailcore_site
    ADD CONSTRAINT wagtailcore_site_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.wagtailcore_task
    ADD CONSTRAINT wagtailcore_task_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.wagtailcore_taskstate
    ADD CONSTRAINT wagtailcore_taskstate_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.wagtailcore_uploadedfile
    ADD CONSTRAINT wagtailcore_uploadedfile_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.wagtailcore_workflow
    ADD CONSTRAINT wagtailcore_workflow_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.wagtailcore_workflowcontenttype
    ADD CONSTRAINT wagtailcore_workflowcontenttype_pkey PRIMARY KEY (content_type_id);
ALTER TABLE ONLY public.wagtailcore_workflowpage
    ADD CONSTRAINT wagtailcore_workflowpage_pkey PRIMARY KEY (page_id);
ALTER TABLE ONLY public.wagtailcore_workflowstate
    ADD CONSTRAINT wagtailcore_workflowstate_current_task_state_id_key UNIQUE (current_task_state_id);
ALTER TABLE ONLY public.wagtailcore_workflowstate
    ADD CONSTRAINT wagtailcore_workflowstate_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.wagtailcore_workflowtask
    ADD CONSTRAINT wagtailcore_workflowtask_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.wagtailcore_workflowtask
    ADD CONSTRAINT wagtailcore_workflowtask_workflow_id_task_id_4ec7a62b_uniq UNIQUE (workflow_id, task_id);
ALTER TABLE ONLY public.wagtailsearch_indexentry
    ADD CONSTRAINT wagtailsearch_indexentry_content_type_id_object_i_bcd7ba73_uniq UNIQUE (content_type_id, object_id);
ALTER TABLE ONLY public.wagtailsearch_indexentry
    ADD CONSTRAINT wagtailsearch_indexentry_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.flow_editionword
    ADD CONSTRAINT word_once_in_an_edition UNIQUE (edition_id, name);
CREATE INDEX absence_of_substitute ON public.flow_absence USING btree (substitute_id, until_on);
CREATE INDEX account_emailaddress_email_03be32b2 ON public.account_emailaddress USING btree (email);
CREATE INDEX account_emailaddress_email_03be32b2_like ON public.account_emailaddress USING btree (email varchar_pattern_ops);
CREATE INDEX account_emailaddress_user_id_2c513194 ON public.account_emailaddress USING btree (user_id);
CREATE INDEX account_emailconfirmation_email_address_id_5b7f8c58 ON public.account_emailconfirmation USING btree (email_address_id);
CREATE INDEX account_emailconfirmation_key_f43612bd_like ON public.account_emailconfirmation USING btree (key varchar_pattern_ops);
CREATE UNIQUE INDEX admission_one_at_a_time ON public.library_admission USING btree (document_id) WHERE ((state)::text = ANY ((ARRAY['at_review'::character varying, 'at_secrecy'::character varying, 'at_final'::character varying])::text[]));
CREATE UNIQUE INDEX an_expert_once_for_a_field ON public.forum_expert USING btree (person_id, organization_id, field) WHERE (ended_on IS NULL);
CREATE INDEX application_of_account ON public.openness_application USING btree (account_id);
CREATE INDEX application_published ON public.openness_application USING btree (published_at DESC) WHERE (published_at IS NOT NULL);
CREATE INDEX appraisal_appraisal_confirmed_by_id_eacb9d63 ON public.appraisal_appraisal USING btree (confirmed_by_id);
CREATE INDEX appraisal_appraisal_corrects_id_bc70c3fa ON public.appraisal_appraisal USING btree (corrects_id);
CREATE INDEX appraisal_appraisal_opened_by_id_686dd42c ON public.appraisal_appraisal USING btree (opened_by_id);
CREATE INDEX appraisal_appraisal_organization_id_971446b2 ON public.appraisal_appraisal USING btree (organization_id);
CREATE INDEX appraisal_appraisal_reported_by_id_59d85304 ON public.appraisal_appraisal USING btree (reported_by_id);
CREATE INDEX appraisal_excuse_entered_by_id_cc03534a ON public.appraisal_excuse USING btree (entered_by_id);
CREATE INDEX appraisal_excuse_person_id_80c06e44 ON public.appraisal_excuse USING btree (person_id);
CREATE INDEX appraisal_inactivity_entered_by_id_e280e91a ON public.appraisal_inactivity USING btree (entered_by_id);
CREATE INDEX appraisal_inactivity_person_id_1a7bc422 ON public.appraisal_inactivity USING btree (person_id);
CREATE INDEX appraisal_line_appraisal_id_c35f99f6 ON public.appraisal_line USING btree (appraisal_id);
CREATE INDEX appraisal_line_person_id_59194950 ON public.appraisal_line USING btree (person_id);
CREATE INDEX appraisal_line_said_by_id_fb022117 ON public.appraisal_line USING btree (said_by_id);
CREATE UNIQUE INDEX appraisal_one_open_a_year ON public.appraisal_appraisal USING btree (organization_id, year) WHERE ((state)::text = ANY ((ARRAY['opened'::character varying, 'reported'::character varying, 'returned'::character varying])::text[]));
CREATE UNIQUE INDEX appraisal_version_once ON public.appraisal_appraisal USING btree (organization_id, year, version) WHERE (NOT ((state)::text = 'dropped'::text));
CREATE INDEX appraisal_visit_entered_by_id_e895e9be ON public.appraisal_visit USING btree (entered_by_id);
CREATE INDEX appraisal_visit_organization_id_2296bc88 ON public.appraisal_visit USING btree (organization_id);
CREATE INDEX appraisal_visit_person_id_629ce200 ON public.appraisal_visit USING btree (person_id);
CREATE INDEX auth_group_name_a6ea08ec_like ON public.auth_group USING btree (name varchar_pattern_ops);
CREATE INDEX auth_group_permissions_group_id_b120cbf9 ON public.auth_group_permissions USING btree (group_id);
CREATE INDEX auth_group_permissions_permission_id_84c5c92e ON public.auth_group_permissions USING btree (permission_id);
CREATE INDEX auth_permission_content_type_id_2f476e4b ON public.auth_permission USING btree (content_type_id);
CREATE INDEX bar_of_case ON public.flow_bar USING btree (case_id) WHERE (lifted_at IS NULL);
CREATE INDEX base_content_object_idx ON public.wagtailcore_revision USING btree (base_content_type_id, object_id);
CREATE INDEX case_running ON public.flow_case USING btree (edition_id) WHERE (closed_at IS NULL);
CREATE UNIQUE INDEX channel_one_at_a_time ON public.voices_channel USING btree (organization_id) WHERE (ended_at IS NULL);
CREATE INDEX consent_by_maker ON public.registry_consent USING btree (maker_id, id DESC);
CREATE INDEX consent_waiting ON public.registry_consent USING btree (expires_at) WHERE ((state)::text = 'asked'::text);
CREATE INDEX consultation_noted ON public.forum_consultation USING btree (reach, noted_at DESC) WHERE ((stage)::text = 'noted'::text);
CREATE INDEX consultation_of_asker ON public.forum_consultation USING btree (asker_id, id DESC);
CREATE INDEX consultation_of_expert ON public.forum_consultation USING btree (expert_id, id DESC);
CREATE INDEX contact_note_of_floating ON public.transfers_contactnote USING btree (floating_id, "on" DESC);
CREATE INDEX content_object_idx ON public.wagtailcore_revision USING btree (content_type_id, object_id);
CREATE INDEX contribution_held_of_thread ON public.forum_contribution USING btree (thread_id) WHERE ((state)::text = 'held'::text);
CREATE INDEX contribution_of_author ON public.forum_contribution USING btree (author_id, id DESC);
CREATE INDEX contribution_of_thread ON public.forum_contribution USING btree (thread_id, id);
CREATE INDEX cooling_off_ending ON public.registry_coolingoff USING btree (ends_on) WHERE (over_at IS NULL);
CREATE UNIQUE INDEX correction_one_at_a_time ON public.membership_correctionrequest USING btree (person_id) WHERE (ended_at IS NULL);
CREATE INDEX courier_channel_person_id_313e76a9 ON public.courier_channel USING btree (person_id);
CREATE INDEX courier_delivery_channel_id_971ef972 ON public.courier_delivery USING btree (channel_id);
CREATE INDEX courier_delivery_digest_id_26c19243 ON public.courier_delivery USING btree (digest_id);
CREATE INDEX courier_delivery_message_id_c5d1c2fd ON public.courier_delivery USING btree (message_id);
CREATE INDEX courier_digest_person_id_2ed219dc ON public.courier_digest USING btree (person_id);
CREATE INDEX courier_message_digest_id_bfe86661 ON public.courier_message USING btree (digest_id);
CREATE INDEX courier_message_person_id_e3103850 ON public.courier_message USING btree (person_id);
CREATE INDEX data_check_of_person ON public.membership_datacheck USING btree (person_id, at DESC);
CREATE INDEX delivery_waiting ON public.courier_delivery USING btree (due_at, id) WHERE ((state)::text = 'queued'::text);
CREATE INDEX development_casemove_after_id_def74536 ON public.development_casemove USING btree (after_id);
CREATE INDEX development_casemove_before_id_216508d9 ON public.development_casemove USING btree (before_id);
CREATE INDEX development_casemove_by_id_c6ecb5da ON public.development_casemove USING btree (by_id);
CREATE INDEX development_casemove_development_id_bf31b89f ON public.development_casemove USING btree (development_id);
CREATE INDEX development_development_applicant_id_dd531574 ON public.development_development USING btree (applicant_id);
CREATE INDEX development_development_edition_by_id_a2d4c6ef ON public.development_development USING btree (edition_by_id);
CREATE INDEX development_development_former_id_cd4924b5 ON public.development_development USING btree (former_id);
CREATE INDEX development_development_organization_id_cef1e35f ON public.development_development USING btree (organization_id);
CREATE INDEX development_development_person_id_d160eac1 ON public.development_development USING btree (person_id);
CREATE INDEX development_due ON public.development_development USING btree (due_on, id) WHERE (ended_on IS NULL);
CREATE INDEX development_guide_development_id_f5292ea1 ON public.development_guide USING btree (development_id);
CREATE INDEX development_guide_person_id_50231720 ON public.development_guide USING btree (person_id);
CREATE INDEX development_localstep_organization_id_eeb1dab7 ON public.development_localstep USING btree (organization_id);
CREATE INDEX development_of_branch ON public.development_development USING btree (organization_id, state) WHERE (ended_on IS NULL);
CREATE INDEX development_of_person ON public.development_development USING btree (person_id);
CREATE UNIQUE INDEX development_one_at_a_time ON public.development_development USING btree (applicant_id) WHERE (ended_on IS NULL);
CREATE INDEX development_paper_taken_id_43978e65 ON public.development_paper USING btree (taken_id);
CREATE INDEX development_scan_by_id_7ce7f1dc ON public.development_scan USING btree (by_id);
CREATE INDEX development_scan_taken_id_183b140e ON public.development_scan USING btree (taken_id);
CREATE INDEX development_scan_taken_out_by_id_216e067f ON public.development_scan USING btree (taken_out_by_id);
CREATE INDEX development_steptaken_development_id_a8e7b5b5 ON public.development_steptaken USING btree (development_id);
CREATE INDEX development_steptaken_entered_by_id_b461be1d ON public.development_steptaken USING btree (entered_by_id);
CREATE INDEX development_steptaken_local_id_e81808d7 ON public.development_steptaken USING btree (local_id);
CREATE INDEX development_steptaken_office_id_e1dc263d ON public.development_steptaken USING btree (office_id);
CREATE INDEX development_steptaken_withdrawn_by_id_099015d1 ON public.development_steptaken USING btree (withdrawn_by_id);
CREATE INDEX development_vote_development_id_b04bbd8d ON public.development_vote USING btree (development_id);
CREATE INDEX digest_by_day ON public.courier_digest USING btree ("on");
CREATE INDEX django_session_expire_date_a5c62663 ON public.django_session USING btree (expire_date);
CREATE INDEX django_session_session_key_c0390e0f_like ON public.django_session USING btree (session_key varchar_pattern_ops);
CREATE INDEX document_by_kind ON public.library_document USING btree (kind, issued_on DESC, id DESC);
CREATE INDEX document_by_series ON public.library_document USING btree (series, number);
CREATE INDEX dues_branchaccount_organization_id_11230006 ON public.dues_branchaccount USING btree (organization_id);
CREATE INDEX dues_branchaccount_prepared_by_id_b4ce76a8 ON public.dues_branchaccount USING btree (prepared_by_id);
CREATE INDEX dues_branchaccount_signed_by_id_ed3fcfd7 ON public.dues_branchaccount USING btree (signed_by_id);
CREATE INDEX dues_declaration_declared_by_id_b5963407 ON public.dues_declaration USING btree (declared_by_id);
CREATE INDEX dues_declaration_person_id_45d0de0b ON public.dues_declaration USING btree (person_id);
CREATE INDEX dues_entry_booked_by_id_75daeb98 ON public.dues_entry USING btree (booked_by_id);
CREATE INDEX dues_entry_organization_id_18159fa5 ON public.dues_entry USING btree (organization_id);
CREATE INDEX dues_entry_other_id_69408833 ON public.dues_entry USING btree (other_id);
CREATE INDEX dues_entry_payer_id_fe0caad9 ON public.dues_entry USING btree (payer_id);
CREATE INDEX dues_farmeramount_organization_id_e9dceba2 ON public.dues_farmeramount USING btree (organization_id);
CREATE INDEX dues_relief_decided_by_id_25baae83 ON public.dues_relief USING btree (decided_by_id);
CREATE INDEX dues_relief_ended_by_id_1f7ba70c ON public.dues_relief USING btree (ended_by_id);
CREATE INDEX dues_relief_organization_id_883bfd4e ON public.dues_relief USING btree (organization_id);
CREATE INDEX dues_relief_person_id_0162cabb ON public.dues_relief USING btree (person_id);
CREATE INDEX dues_relief_proposed_by_id_6d9cb81a ON public.dues_relief USING btree (proposed_by_id);
CREATE INDEX dues_share_entry_id_6a941975 ON public.dues_share USING btree (entry_id);
CREATE UNIQUE INDEX edition_one_draft ON public.flow_edition USING btree (procedure_id) WHERE (number IS NULL);
CREATE INDEX entry_by_state ON public.feeds_entry USING btree (state, seen_at DESC, id DESC);
CREATE INDEX entry_chosen_lately ON public.feeds_entry USING btree (decided_at DESC, id DESC) WHERE ((state)::text = 'chosen'::text);
CREATE INDEX entry_heading ON public.search_entry USING gin (heading) WITH (fastupdate=off);
CREATE INDEX entry_of_account ON public.dues_entry USING btree (organization_id, "on");
CREATE INDEX entry_of_payer ON public.dues_entry USING btree (payer_id) WHERE (payer_id IS NOT NULL);
CREATE INDEX errand_of_asker ON public.membership_errand USING btree (asker_id, asked_at DESC);
CREATE INDEX errand_of_helper ON public.membership_errand USING btree (helper_id, asked_at DESC);
CREATE INDEX errand_open_of_office ON public.membership_errand USING btree (office_id) WHERE ((state)::text = ANY ((ARRAY['asked'::character varying, 'filled'::character varying])::text[]));
CREATE UNIQUE INDEX exemption_once_in_a_meeting ON public.meetings_exemption USING btree (meeting_id, person_id) WHERE (taken_back_at IS NULL);
CREATE UNIQUE INDEX extension_once_for_a_term ON public.flow_extension USING btree (term_id) WHERE ((granted IS NULL) OR granted);
CREATE INDEX feeds_entry_decided_by_id_012279e0 ON public.feeds_entry USING btree (decided_by_id);
CREATE INDEX feeds_entry_link_key_e35a1fae_like ON public.feeds_entry USING btree (link_key varchar_pattern_ops);
CREATE INDEX feeds_entry_source_id_4e6fa139 ON public.feeds_entry USING btree (source_id);
CREATE INDEX feeds_entry_title_key_ca191938 ON public.feeds_entry USING btree (title_key);
CREATE INDEX feeds_entry_title_key_ca191938_like ON public.feeds_entry USING btree (title_key varchar_pattern_ops);
CREATE INDEX feeds_sighting_entry_id_f8d51b61 ON public.feeds_sighting USING btree (entry_id);
CREATE INDEX feeds_sighting_source_id_23f8c621 ON public.feeds_sighting USING btree (source_id);
CREATE INDEX feeds_source_approved_by_id_430cba9a ON public.feeds_source USING btree (approved_by_id);
CREATE INDEX feeds_source_organization_id_912a6d58 ON public.feeds_source USING btree (organization_id);
CREATE INDEX flow_absence_person_id_723e6864 ON public.flow_absence USING btree (person_id);
CREATE INDEX flow_absence_substitute_id_1054e06e ON public.flow_absence USING btree (substitute_id);
CREATE INDEX flow_bar_case_id_54c569f1 ON public.flow_bar USING btree (case_id);
CREATE INDEX flow_bar_organization_id_c800de5b ON public.flow_bar USING btree (organization_id);
CREATE INDEX flow_bar_person_id_8e1660d5 ON public.flow_bar USING btree (person_id);
CREATE INDEX flow_case_edition_id_88e9e92a ON public.flow_case USING btree (edition_id);
CREATE INDEX flow_case_organization_id_747ad929 ON public.flow_case USING btree (organization_id);
CREATE INDEX flow_caseterm_case_id_d8308245 ON public.flow_caseterm USING btree (case_id);
CREATE INDEX flow_edition_procedure_id_8da448d8 ON public.flow_edition USING btree (procedure_id);
CREATE INDEX flow_edition_published_by_id_1a0c679b ON public.flow_edition USING btree (published_by_id);
CREATE INDEX flow_editionpaper_edition_id_ee288e96 ON public.flow_editionpaper USING btree (edition_id);
CREATE INDEX flow_editionrecipient_edition_id_c48040fe ON public.flow_editionrecipient USING btree (edition_id);
CREATE INDEX flow_editionrecipient_organization_id_6855ca3a ON public.flow_editionrecipient USING btree (organization_id);
CREATE INDEX flow_editionterm_edition_id_20bbe713 ON public.flow_editionterm USING btree (edition_id);
CREATE INDEX flow_editionword_edition_id_da7057be ON public.flow_editionword USING btree (edition_id);
CREATE INDEX flow_extension_asked_by_id_3f8d4438 ON public.flow_extension USING btree (asked_by_id);
CREATE INDEX flow_extension_decided_by_id_4fb57d08 ON public.flow_extension USING btree (decided_by_id);
CREATE INDEX flow_extension_term_id_c98baf0a ON public.flow_extension USING btree (term_id);
CREATE INDEX flow_pause_term_id_52d754ec ON public.flow_pause USING btree (term_id);
CREATE INDEX flow_procedure_key_beaacfab_like ON public.flow_procedure USING btree (key varchar_pattern_ops);
CREATE INDEX flow_step_behalf_id_e04beddb ON public.flow_step USING btree (behalf_id);
CREATE INDEX flow_step_by_id_8cddc502 ON public.flow_step USING btree (by_id);
CREATE INDEX flow_step_case_id_e6bcfb84 ON public.flow_step USING btree (case_id);
CREATE INDEX flow_step_office_id_1227f3e4 ON public.flow_step USING btree (office_id);
CREATE INDEX flow_todo_asked_by_id_f33dd717 ON public.flow_todo USING btree (asked_by_id);
CREATE INDEX flow_todo_case_id_e913216f ON public.flow_todo USING btree (case_id);
CREATE INDEX flow_todo_closed_by_id_721e4b84 ON public.flow_todo USING btree (closed_by_id);
CREATE INDEX flow_todo_for_organization_id_fb41da89 ON public.flow_todo USING btree (for_organization_id);
CREATE INDEX flow_todo_for_person_id_c672160c ON public.flow_todo USING btree (for_person_id);
CREATE INDEX flow_todo_received_by_id_2a4242eb ON public.flow_todo USING btree (received_by_id);
CREATE INDEX flow_transfer_by_id_567ca4f1 ON public.flow_transfer USING btree (by_id);
CREATE INDEX flow_transfer_case_id_78477a91 ON public.flow_transfer USING btree (case_id);
CREATE INDEX flow_transfer_from_edition_id_14292ece ON public.flow_transfer USING btree (from_edition_id);
CREATE INDEX flow_transfer_to_edition_id_211d47f8 ON public.flow_transfer USING btree (to_edition_id);
CREATE INDEX flow_transfer_undone_by_id_cf5d4735 ON public.flow_transfer USING btree (undone_by_id);
CREATE INDEX forum_answer_by_id_bc3b15db ON public.forum_answer USING btree (by_id);
CREATE INDEX forum_answer_topic_id_ffbb24d9 ON public.forum_answer USING btree (topic_id);
CREATE INDEX forum_consultation_answered_by_id_529b03f7 ON public.forum_consultation USING btree (answered_by_id);
CREATE INDEX forum_consultation_asker_id_07549061 ON public.forum_consultation USING btree (asker_id);
CREATE INDEX forum_consultation_expert_id_eb8f998a ON public.forum_consultation USING btree (expert_id);
CREATE INDEX forum_consultation_organization_id_66f55aac ON public.forum_consultation USING btree (organization_id);
CREATE INDEX forum_contribution_author_id_3d79a365 ON public.forum_contribution USING btree (author_id);
CREATE INDEX forum_contribution_removal_id_53c08e5c ON public.forum_contribution USING btree (removal_id);
CREATE INDEX forum_contribution_thread_id_5e342bea ON public.forum_contribution USING btree (thread_id);
CREATE INDEX forum_expert_named_by_id_49625ab8 ON public.forum_expert USING btree (named_by_id);
CREATE INDEX forum_expert_organization_id_fcbca32d ON public.forum_expert USING btree (organization_id);
CREATE INDEX forum_expert_person_id_aa4b0123 ON public.forum_expert USING btree (person_id);
CREATE INDEX forum_opinion_answered_by_id_ac37279a ON public.forum_opinion USING btree (answered_by_id);
CREATE INDEX forum_paper_author_id_3399011f ON public.forum_paper USING btree (author_id);
CREATE INDEX forum_paper_decided_by_id_15c95d95 ON public.forum_paper USING btree (decided_by_id);
CREATE INDEX forum_paper_seminar_id_7b99b5e7 ON public.forum_paper USING btree (seminar_id);
CREATE INDEX forum_removal_contribution_id_ae0cda12 ON public.forum_removal USING btree (contribution_id);
CREATE INDEX forum_removal_ended_by_id_7a5688e7 ON public.forum_removal USING btree (ended_by_id);
CREATE INDEX forum_removal_hidden_by_id_8d200f9f ON public.forum_removal USING btree (hidden_by_id);
CREATE INDEX forum_removal_judge_id_370a9f04 ON public.forum_removal USING btree (judge_id);
CREATE INDEX forum_review_asked_by_id_1ed115e5 ON public.forum_review USING btree (asked_by_id);
CREATE INDEX forum_review_author_branch_id_192eb74c ON public.forum_review USING btree (author_branch_id);
CREATE INDEX forum_review_author_id_22219036 ON public.forum_review USING btree (author_id);
CREATE INDEX forum_review_expert_id_f08b7862 ON public.forum_review USING btree (expert_id);
CREATE INDEX forum_review_paper_id_a7dbc3a8 ON public.forum_review USING btree (paper_id);
CREATE INDEX forum_review_reviewer_branch_id_1046e703 ON public.forum_review USING btree (reviewer_branch_id);
CREATE INDEX forum_review_reviewer_id_64e581bc ON public.forum_review USING btree (reviewer_id);
CREATE INDEX forum_seminar_opened_by_id_466f1d3f ON public.forum_seminar USING btree (opened_by_id);
CREATE INDEX forum_seminar_organization_id_4dc80529 ON public.forum_seminar USING btree (organization_id);
CREATE INDEX forum_thread_opened_by_id_2c4c09fd ON public.forum_thread USING btree (opened_by_id);
CREATE INDEX forum_thread_organization_id_6edf666b ON public.forum_thread USING btree (organization_id);
CREATE INDEX guest_of_organization ON public.transfers_guest USING btree (organization_id);
CREATE INDEX handover_call_handover_id_0b5a53bc ON public.handover_call USING btree (handover_id);
CREATE INDEX handover_handover_assented_by_id_1265a6c0 ON public.handover_handover USING btree (assented_by_id);
CREATE INDEX handover_handover_consent_id_f515b1f3 ON public.handover_handover USING btree (consent_id);
CREATE INDEX handover_handover_giver_id_0c76a853 ON public.handover_handover USING btree (giver_id);
CREATE INDEX handover_handover_giver_signed_by_id_54d1b7a9 ON public.handover_handover USING btree (giver_signed_by_id);
CREATE INDEX handover_handover_organization_id_f022bbf8 ON public.handover_handover USING btree (organization_id);
CREATE INDEX handover_handover_started_by_id_ae3c2125 ON public.handover_handover USING btree (started_by_id);
CREATE INDEX handover_handover_successor_id_7c17801b ON public.handover_handover USING btree (successor_id);
CREATE INDEX handover_line_grant_id_f5c7af01 ON public.handover_line USING btree (grant_id);
CREATE INDEX handover_line_handover_id_97ad9d23 ON public.handover_line USING btree (handover_id);
CREATE INDEX handover_line_post_id_647fde23 ON public.handover_line USING btree (post_id);
CREATE INDEX handover_line_todo_id_505bda6b ON public.handover_line USING btree (todo_id);
CREATE INDEX handover_of_successor ON public.handover_handover USING btree (successor_id, state);
CREATE UNIQUE INDEX handover_one_at_a_time ON public.handover_handover USING btree (giver_id, organization_id) WHERE ((state)::text = ANY ((ARRAY['drafted'::character varying, 'checking'::character varying, 'signed'::character varying])::text[]));
CREATE INDEX handover_review_cooling_off_id_9bde355a ON public.handover_review USING btree (cooling_off_id);
CREATE INDEX handover_review_done_by_id_bc365419 ON public.handover_review USING btree (done_by_id);
CREATE UNIQUE INDEX holiday_notice_one_in_force ON public.kernel_holidaynotice USING btree (year) WHERE (superseded_on IS NULL);
CREATE INDEX honours_drive_office_id_9c8d4b15 ON public.honours_drive USING btree (office_id);
CREATE INDEX honours_drive_opened_by_id_90a9d463 ON public.honours_drive USING btree (opened_by_id);
CREATE INDEX honours_honour_entered_by_id_00937126 ON public.honours_honour USING btree (entered_by_id);
CREATE INDEX honours_honour_person_id_46ac8457 ON public.honours_honour USING btree (person_id);
CREATE INDEX honours_honour_unit_id_b03d52e4 ON public.honours_honour USING btree (unit_id);
CREATE INDEX honours_nomination_author_id_d2fae539 ON public.honours_nomination USING btree (author_id);
CREATE INDEX honours_nomination_drive_id_23cc024d ON public.honours_nomination USING btree (drive_id);
CREATE INDEX honours_nomination_notice_id_6bd7887c ON public.honours_nomination USING btree (notice_id);
CREATE INDEX honours_nomination_organization_id_9a85e11b ON public.honours_nomination USING btree (organization_id);
CREATE INDEX honours_nomination_person_id_74ec033c ON public.honours_nomination USING btree (person_id);
CREATE INDEX honours_nomination_unit_id_e4ca5430 ON public.honours_nomination USING btree (unit_id);
CREATE INDEX idx_procrastinate_jobs_worker_not_null ON public.procrastinate_jobs USING btree (worker_id) WHERE ((worker_id IS NOT NULL) AND (status = 'doing'::public.procrastinate_job_status));
CREATE INDEX idx_procrastinate_workers_last_heartbeat ON public.procrastinate_workers USING btree (last_heartbeat);
CREATE INDEX import_of_place ON public.registry_import USING btree (organization_id, id DESC);
CREATE INDEX import_row_waiting ON public.registry_importrow USING btree (run_id, "position") WHERE ((state)::text = 'waiting'::text);
CREATE UNIQUE INDEX introduction_one_of_a_transfer ON public.transfers_introduction USING btree (transfer_id) WHERE (voided_on IS NULL);
CREATE INDEX kernel_cosignature_witness_id_068e888e ON public.kernel_cosignature USING btree (witness_id);
CREATE INDEX kernel_instrument_key_b5f9c969_like ON public.kernel_instrument USING btree (key varchar_pattern_ops);
CREATE INDEX kernel_instrument_repealed_by_id_83bad41d ON public.kernel_instrument USING btree (repealed_by_id);
CREATE INDEX kernel_knownwitness_key_860786ca_like ON public.kernel_knownwitness USING btree (key varchar_pattern_ops);
CREATE INDEX kernel_leaf_at_76961e5b ON public.kernel_leaf USING btree (at);
CREATE INDEX kernel_localoverride_rule_id_ac90e354 ON public.kernel_localoverride USING btree (rule_id);
CREATE INDEX kernel_rule_key_e8301e58_like ON public.kernel_rule USING btree (key varchar_pattern_ops);
CREATE INDEX kernel_ruleversion_instrument_id_ad55c66d ON public.kernel_ruleversion USING btree (instrument_id);
CREATE INDEX kernel_ruleversion_rule_id_c96a7874 ON public.kernel_ruleversion USING btree (rule_id);
CREATE INDEX kernel_usedformkey_used_at_7f04bc3b ON public.kernel_usedformkey USING btree (used_at);
CREATE INDEX kernel_verification_at_e968185b ON public.kernel_verification USING btree (at);
CREATE INDEX leaf_actor ON public.kernel_leaf USING btree (actor_account, id DESC);
CREATE INDEX leaf_subject ON public.kernel_leaf USING btree (subject_uid, id DESC);
CREATE INDEX letter_of_office ON public.voices_letter USING btree (organization_id, received_on DESC);
CREATE INDEX letter_published ON public.voices_letter USING btree (published_at DESC) WHERE (published_at IS NOT NULL);
CREATE INDEX letter_published_pairs ON public.voices_letter USING gin (public.voices_pairs(((public_text || ' '::text) || public_answer))) WHERE (published_at IS NOT NULL);
CREATE INDEX letter_shingles ON public.voices_letter USING gin (shingles);
CREATE INDEX library_admission_author_id_fe4722ce ON public.library_admission USING btree (author_id);
CREATE INDEX library_admission_document_id_8d4186db ON public.library_admission USING btree (document_id);
CREATE INDEX library_admission_draft_id_3b5c73ad ON public.library_admission USING btree (draft_id);
CREATE INDEX library_document_code_ccdb0141_like ON public.library_document USING btree (code varchar_pattern_ops);
CREATE INDEX library_document_office_id_da78f567 ON public.library_document USING btree (office_id);
CREATE INDEX library_draft_author_id_fd9d8746 ON public.library_draft USING btree (author_id);
CREATE INDEX library_draft_document_id_c9c5fe4e ON public.library_draft USING btree (document_id);
CREATE INDEX library_draft_upload_id_7862681b ON public.library_draft USING btree (upload_id);
CREATE INDEX library_link_origin_id_05786ffa ON public.library_link USING btree (origin_id);
CREATE INDEX library_link_target_id_c0d595b2 ON public.library_link USING btree (target_id);
CREATE INDEX library_reading_document_id_f5b7a3a6 ON public.library_reading USING btree (document_id);
CREATE INDEX library_reading_person_id_99e1ec32 ON public.library_reading USING btree (person_id);
CREATE INDEX library_scanpage_confirmed_by_id_4075af73 ON public.library_scanpage USING btree (confirmed_by_id);
CREATE INDEX library_scanpage_upload_id_2acc20aa ON public.library_scanpage USING btree (upload_id);
CREATE INDEX library_upload_document_id_6f44a270 ON public.library_upload USING btree (document_id);
CREATE UNIQUE INDEX line_a_todo_once ON public.handover_line USING btree (handover_id, todo_id) WHERE (NOT gone);
CREATE INDEX local_override_path ON public.kernel_localoverride USING btree (path);
CREATE UNIQUE INDEX mailbox_open_once ON public.voices_mailbox USING btree (organization_id, title) WHERE (closed_on IS NULL);
CREATE INDEX meeting_of_place ON public.meetings_meeting USING btree (organization_id, held_on DESC, id DESC);
CREATE INDEX meetings_candidate_item_id_2438c91b ON public.meetings_candidate USING btree (item_id);
CREATE INDEX meetings_candidate_person_id_184677de ON public.meetings_candidate USING btree (person_id);
CREATE INDEX meetings_count_entered_by_id_16644777 ON public.meetings_count USING btree (entered_by_id);
CREATE INDEX meetings_count_scrutineer_id_14a7ad05 ON public.meetings_count USING btree (scrutineer_id);
CREATE INDEX meetings_count_teller_id_70d0d52f ON public.meetings_count USING btree (teller_id);
CREATE INDEX meetings_exemption_entered_by_id_0da9b3d1 ON public.meetings_exemption USING btree (entered_by_id);
CREATE INDEX meetings_exemption_meeting_id_9dbe470c ON public.meetings_exemption USING btree (meeting_id);
CREATE INDEX meetings_exemption_person_id_01ee7285 ON public.meetings_exemption USING btree (person_id);
CREATE INDEX meetings_item_meeting_id_2a00af32 ON public.meetings_item USING btree (meeting_id);
CREATE INDEX meetings_item_person_id_1f1d33d9 ON public.meetings_item USING btree (person_id);
CREATE INDEX meetings_meeting_chair_id_012029df ON public.meetings_meeting USING btree (chair_id);
CREATE INDEX meetings_meeting_confirmed_by_id_6cdeca93 ON public.meetings_meeting USING btree (confirmed_by_id);
CREATE INDEX meetings_meeting_counted_by_id_36558880 ON public.meetings_meeting USING btree (counted_by_id);
CREATE INDEX meetings_meeting_organization_id_44a104ea ON public.meetings_meeting USING btree (organization_id);
CREATE INDEX meetings_voter_meeting_id_b6a5127a ON public.meetings_voter USING btree (meeting_id);
CREATE INDEX meetings_voter_person_id_926325b7 ON public.meetings_voter USING btree (person_id);
CREATE INDEX membership_correctionrequest_decided_by_id_a93e40b8 ON public.membership_correctionrequest USING btree (decided_by_id);
CREATE INDEX membership_correctionrequest_person_id_993f20e4 ON public.membership_correctionrequest USING btree (person_id);
CREATE INDEX membership_datacheck_person_id_cfe50779 ON public.membership_datacheck USING btree (person_id);
CREATE INDEX membership_errand_asker_id_5a97eb47 ON public.membership_errand USING btree (asker_id);
CREATE INDEX membership_errand_confirmed_by_id_9c0739df ON public.membership_errand USING btree (confirmed_by_id);
CREATE INDEX membership_errand_filled_by_id_b4333830 ON public.membership_errand USING btree (filled_by_id);
CREATE INDEX membership_errand_helper_id_34bac34d ON public.membership_errand USING btree (helper_id);
CREATE INDEX membership_errand_office_id_f93cd5b5 ON public.membership_errand USING btree (office_id);
CREATE INDEX membership_errand_person_id_e52785aa ON public.membership_errand USING btree (person_id);
CREATE INDEX membership_of_branch ON public.registry_membership USING btree (organization_id, person_id);
CREATE INDEX membership_of_group ON public.registry_membership USING btree (group_id) WHERE (group_id IS NOT NULL);
CREATE INDEX membership_proposeditem_errand_id_f20c3ff0 ON public.membership_proposeditem USING btree (errand_id);
CREATE INDEX membership_requesteditem_request_id_fce6cfeb ON public.membership_requesteditem USING btree (request_id);
CREATE INDEX membership_step_by_id_45ea546b ON public.membership_step USING btree (by_id);
CREATE INDEX membership_step_errand_id_ecb5802f ON public.membership_step USING btree (errand_id);
CREATE INDEX message_by_age ON public.courier_message USING btree (told_at);
CREATE INDEX message_for_digest ON public.courier_message USING btree (person_id) WHERE ((digest_id IS NULL) AND (read_at IS NULL) AND ((urgency)::text = 'can_wait'::text));
CREATE INDEX message_of_person ON public.courier_message USING btree (person_id, told_at DESC, id DESC);
CREATE INDEX message_unread ON public.courier_message USING btree (person_id) WHERE (read_at IS NULL);
CREATE INDEX mfa_authenticator_user_id_0c3a50c0 ON public.mfa_authenticator USING btree (user_id);
CREATE UNIQUE INDEX nominated_once_person ON public.honours_nomination USING btree (drive_id, person_id) WHERE ((state)::text = ANY ((ARRAY['nominated'::character varying, 'returned'::character varying, 'shortlisted'::character varying, 'noticed'::character varying, 'awarded'::character varying])::text[]));
CREATE UNIQUE INDEX nominated_once_unit ON public.honours_nomination USING btree (drive_id, unit_id) WHERE ((state)::text = ANY ((ARRAY['nominated'::character varying, 'returned'::character varying, 'shortlisted'::character varying, 'noticed'::character varying, 'awarded'::character varying])::text[]));
CREATE INDEX nomination_of_branch ON public.honours_nomination USING btree (organization_id, drive_id);
CREATE INDEX notice_newest ON public.openness_notice USING btree (posted_at DESC) WHERE (posted_at IS NOT NULL);
CREATE INDEX notice_running ON public.openness_notice USING btree (until_on) WHERE ((state)::text = 'running'::text);
CREATE UNIQUE INDEX one_account_of_a_half_year ON public.dues_branchaccount USING btree (organization_id, year, half) WHERE (NOT ((state)::text = 'returned'::text));
CREATE UNIQUE INDEX one_cooling_off_at_a_time ON public.registry_coolingoff USING btree (person_id) WHERE (over_at IS NULL);
CREATE UNIQUE INDEX one_open_code_for_a_person ON public.registry_activationcode USING btree (person_id) WHERE ((cancelled_at IS NULL) AND (used_at IS NULL));
CREATE UNIQUE INDEX one_restore_code_each ON public.registry_restorecode USING btree (person_id) WHERE (ended_at IS NULL);
CREATE UNIQUE INDEX one_witness_of_a_name ON public.kernel_knownwitness USING btree (name) WHERE (ended_at IS NULL);
CREATE INDEX opening_of_person ON public.registry_opening USING btree (person_id, holder_id);
CREATE INDEX openness_application_account_id_8219d7c0 ON public.openness_application USING btree (account_id);
CREATE INDEX openness_application_drafted_by_id_7f295c3c ON public.openness_application USING btree (drafted_by_id);
CREATE INDEX openness_application_entered_by_id_3ffdf163 ON public.openness_application USING btree (entered_by_id);
CREATE INDEX openness_application_organization_id_12a02227 ON public.openness_application USING btree (organization_id);
CREATE INDEX openness_application_reviewed_by_id_247a1da6 ON public.openness_application USING btree (reviewed_by_id);
CREATE INDEX openness_audience_organization_id_3bb48056 ON public.openness_audience USING btree (organization_id);
CREATE INDEX openness_audience_proposal_id_26051e8a ON public.openness_audience USING btree (proposal_id);
CREATE INDEX openness_item_organization_id_9830c76b ON public.openness_item USING btree (organization_id);
CREATE INDEX openness_notice_approved_by_id_c469fff7 ON public.openness_notice USING btree (approved_by_id);
CREATE INDEX openness_notice_author_id_5697a338 ON public.openness_notice USING btree (author_id);
CREATE INDEX openness_notice_content_by_id_7f54184e ON public.openness_notice USING btree (content_by_id);
CREATE INDEX openness_notice_organization_id_63567566 ON public.openness_notice USING btree (organization_id);
CREATE INDEX openness_notice_secrecy_by_id_6558e72f ON public.openness_notice USING btree (secrecy_by_id);
CREATE INDEX openness_objection_notice_id_c8033afd ON public.openness_objection USING btree (notice_id);
CREATE INDEX openness_personnelentry_author_id_73c55523 ON public.openness_personnelentry USING btree (author_id);
CREATE INDEX openness_personnelentry_corrects_id_04ff0850 ON public.openness_personnelentry USING btree (corrects_id);
CREATE INDEX openness_personnelentry_notice_id_d40eab51 ON public.openness_personnelentry USING btree (notice_id);
CREATE INDEX openness_personnelentry_organization_id_9cc847d0 ON public.openness_personnelentry USING btree (organization_id);
CREATE INDEX openness_personnelentry_reviewed_by_id_b74640f4 ON public.openness_personnelentry USING btree (reviewed_by_id);
CREATE INDEX openness_proposal_approved_by_id_9fb026de ON public.openness_proposal USING btree (approved_by_id);
CREATE INDEX openness_proposal_author_id_a3af342b ON public.openness_proposal USING btree (author_id);
CREATE INDEX openness_proposal_implemented_by_id_a6931c45 ON public.openness_proposal USING btree (implemented_by_id);
CREATE INDEX openness_proposal_item_id_7b923c3b ON public.openness_proposal USING btree (item_id);
CREATE INDEX openness_proposal_reviewed_by_id_2b1a8da4 ON public.openness_proposal USING btree (reviewed_by_id);
CREATE INDEX opinion_by_answer ON public.forum_opinion USING btree (answered_at DESC);
CREATE INDEX opinion_open ON public.forum_opinion USING btree (id) WHERE (answer = ''::text);
CREATE INDEX organization_children ON public.registry_organization USING btree (parent_id, "position", id);
CREATE INDEX paper_of_author ON public.forum_paper USING btree (author_id, id DESC);
CREATE INDEX paper_of_seminar ON public.forum_paper USING btree (seminar_id, state, id);
CREATE INDEX passage_words ON public.search_passage USING gin (words) WITH (fastupdate=off);
CREATE UNIQUE INDEX pause_one_at_a_time ON public.flow_pause USING btree (term_id) WHERE (until_on IS NULL);
CREATE INDEX person_by_branch ON public.registry_person USING btree (organization_id, name_key, id);
CREATE INDEX person_by_characters ON public.registry_person USING gin (string_to_array((name)::text, NULL::text));
CREATE INDEX person_by_name ON public.registry_person USING btree (name_key, id);
CREATE INDEX person_by_path ON public.registry_person USING btree (path, name_key, id) INCLUDE (standing);
CREATE UNIQUE INDEX personnel_corrected_once ON public.openness_personnelentry USING btree (corrects_id) WHERE (NOT ((state)::text = 'refused'::text));
CREATE INDEX personnel_newest ON public.openness_personnelentry USING btree (decided_on DESC, id DESC) WHERE (listed_at IS NOT NULL);
CREATE INDEX portal_column_organization_id_c7203246 ON public.portal_column USING btree (organization_id);
CREATE INDEX portal_picture_article_id_dfaca675 ON public.portal_picture USING btree (article_id);
CREATE INDEX portal_publication_article_id_0af96946 ON public.portal_publication USING btree (article_id);
CREATE INDEX portal_publication_column_id_0daa87be ON public.portal_publication USING btree (column_id);
CREATE INDEX portal_signature_office_id_4ba3d63f ON public.portal_signature USING btree (office_id);
CREATE INDEX portal_signature_signer_id_b769304b ON public.portal_signature USING btree (signer_id);
CREATE INDEX portal_signature_submission_id_30333a9e ON public.portal_signature USING btree (submission_id);
CREATE INDEX portal_submission_article_id_10a7140d ON public.portal_submission USING btree (article_id);
CREATE INDEX portal_submission_author_id_eaaed027 ON public.portal_submission USING btree (author_id);
CREATE INDEX portal_submission_column_id_f101f5bb ON public.portal_submission USING btree (column_id);
CREATE INDEX portal_submission_revision_id_d35516f8 ON public.portal_submission USING btree (revision_id);
CREATE INDEX procrastinate_events_job_id_fkey_v1 ON public.procrastinate_events USING btree (job_id);
CREATE INDEX procrastinate_jobs_id_lock_idx_v1 ON public.procrastinate_jobs USING btree (id, lock) WHERE (status = ANY (ARRAY['todo'::public.procrastinate_job_status, 'doing'::public.procrastinate_job_status]));
CREATE UNIQUE INDEX procrastinate_jobs_lock_idx_v1 ON public.procrastinate_jobs USING btree (lock) WHERE (status = 'doing'::public.procrastinate_job_status);
CREATE INDEX procrastinate_jobs_priority_idx_v1 ON public.procrastinate_jobs USING btree (priority DESC, id) WHERE (status = 'todo'::public.procrastinate_job_status);
CREATE INDEX procrastinate_jobs_queue_name_idx_v1 ON public.procrastinate_jobs USING btree (queue_name);
CREATE UNIQUE INDEX procrastinate_jobs_queueing_lock_idx_v1 ON public.procrastinate_jobs USING btree (queueing_lock) WHERE (status = 'todo'::public.procrastinate_job_status);
CREATE INDEX procrastinate_periodic_defers_job_id_fkey_v1 ON public.procrastinate_periodic_defers USING btree (job_id);
CREATE INDEX proposal_matter ON public.openness_proposal USING btree (matter);
CREATE UNIQUE INDEX proposal_one_at_a_time ON public.openness_proposal USING btree (item_id) WHERE (NOT ((state)::text = ANY ((ARRAY['done'::character varying, 'dropped'::character varying])::text[])));
CREATE INDEX publication_newest ON public.portal_publication USING btree (published_at DESC) WHERE (ended_at IS NULL);
CREATE INDEX publication_of_column ON public.portal_publication USING btree (column_id, published_at DESC) WHERE (ended_at IS NULL);
CREATE UNIQUE INDEX publication_one_of_an_article ON public.portal_publication USING btree (article_id) WHERE (ended_at IS NULL);
CREATE INDEX publication_to_end ON public.portal_publication USING btree (expire_at) WHERE ((ended_at IS NULL) AND (expire_at IS NOT NULL));
CREATE INDEX referenceindex_source_object ON public.wagtailcore_referenceindex USING btree (base_content_type_id, object_id);
CREATE INDEX referenceindex_target_object ON public.wagtailcore_referenceindex USING btree (to_content_type_id, to_object_id);
CREATE INDEX registry_account_login_name_c2ba6015_like ON public.registry_account USING btree (login_name varchar_pattern_ops);
CREATE INDEX registry_activationcode_issued_by_id_52bccb77 ON public.registry_activationcode USING btree (issued_by_id);
CREATE INDEX registry_activationcode_person_id_26f9be73 ON public.registry_activationcode USING btree (person_id);
CREATE INDEX registry_committeeterm_organization_id_3af97483 ON public.registry_committeeterm USING btree (organization_id);
CREATE INDEX registry_consent_checker_id_81163c33 ON public.registry_consent USING btree (checker_id);
CREATE INDEX registry_consent_concerns_id_eff05701 ON public.registry_consent USING btree (concerns_id);
CREATE INDEX registry_consent_concerns_too_id_25e55571 ON public.registry_consent USING btree (concerns_too_id);
CREATE INDEX registry_consent_emergency_id_492ae592 ON public.registry_consent USING btree (emergency_id);
CREATE INDEX registry_consent_maker_id_b2040059 ON public.registry_consent USING btree (maker_id);
CREATE INDEX registry_consent_organization_id_2b7f90ff ON public.registry_consent USING btree (organization_id);
CREATE INDEX registry_consent_place_id_364e5b83 ON public.registry_consent USING btree (place_id);
CREATE INDEX registry_coolingoff_noticed_by_id_5b8c226e ON public.registry_coolingoff USING btree (noticed_by_id);
CREATE INDEX registry_coolingoff_person_id_4094400a ON public.registry_coolingoff USING btree (person_id);
CREATE INDEX registry_distinction_by_id_3224aea6 ON public.registry_distinction USING btree (by_id);
CREATE INDEX registry_distinction_one_id_c60ea0ad ON public.registry_distinction USING btree (one_id);
CREATE INDEX registry_distinction_other_id_3c9f0f8d ON public.registry_distinction USING btree (other_id);
CREATE INDEX registry_education_person_id_ae5c0c09 ON public.registry_education USING btree (person_id);
CREATE INDEX registry_emergency_one_id_e4c353b1 ON public.registry_emergency USING btree (one_id);
CREATE INDEX registry_emergency_organization_id_c53647a7 ON public.registry_emergency USING btree (organization_id);
CREATE INDEX registry_emergency_other_id_d6a32ec3 ON public.registry_emergency USING btree (other_id);
CREATE INDEX registry_emergency_reviewed_by_id_73792a17 ON public.registry_emergency USING btree (reviewed_by_id);
CREATE INDEX registry_employment_person_id_30fd6a09 ON public.registry_employment USING btree (person_id);
CREATE INDEX registry_floating_person_id_00257a09 ON public.registry_floating USING btree (person_id);
CREATE INDEX registry_hardship_person_id_e48dcbb0 ON public.registry_hardship USING btree (person_id);
CREATE INDEX registry_import_organization_id_d557b489 ON public.registry_import USING btree (organization_id);
CREATE INDEX registry_import_started_by_id_d9989d10 ON public.registry_import USING btree (started_by_id);
CREATE INDEX registry_inspection_by_id_c41255f9 ON public.registry_inspection USING btree (by_id);
CREATE INDEX registry_inspection_consent_id_cad9eb00 ON public.registry_inspection USING btree (consent_id);
CREATE INDEX registry_inspection_person_id_aba31763 ON public.registry_inspection USING btree (person_id);
CREATE INDEX registry_lostcontact_person_id_bba57691 ON public.registry_lostcontact USING btree (person_id);
CREATE INDEX registry_membership_person_id_7bab2f0d ON public.registry_membership USING btree (person_id);
CREATE INDEX registry_merger_kept_id_332cbfd5 ON public.registry_merger USING btree (kept_id);
CREATE INDEX registry_naming_organization_id_ec9e5002 ON public.registry_naming USING btree (organization_id);
CREATE INDEX registry_opening_holder_id_52c5a035 ON public.registry_opening USING btree (holder_id);
CREATE INDEX registry_opening_person_id_28e90274 ON public.registry_opening USING btree (person_id);
CREATE INDEX registry_organization_code_14f5acfe_like ON public.registry_organization USING btree (code varchar_pattern_ops);
CREATE INDEX registry_organization_parent_id_d7011f0a ON public.registry_organization USING btree (parent_id);
CREATE INDEX registry_organization_path_16723212_like ON public.registry_organization USING btree (path text_pattern_ops);
CREATE INDEX registry_parentage_organization_id_93e506be ON public.registry_parentage USING btree (organization_id);
CREATE INDEX registry_parentage_parent_id_4a7ef36e ON public.registry_parentage USING btree (parent_id);
CREATE INDEX registry_person_mobile_index_f8607532 ON public.registry_person USING btree (mobile_index);
CREATE INDEX registry_post_organization_id_08a7af6b ON public.registry_post USING btree (organization_id);
CREATE INDEX registry_post_person_id_943c4cd1 ON public.registry_post USING btree (person_id);
CREATE INDEX registry_post_term_id_86f0f3b8 ON public.registry_post USING btree (term_id);
CREATE INDEX registry_relative_person_id_fcc4a905 ON public.registry_relative USING btree (person_id);
CREATE INDEX registry_restorecode_person_id_82cb9f7d ON public.registry_restorecode USING btree (person_id);
CREATE INDEX registry_rolegrant_consent_id_550dbe77 ON public.registry_rolegrant USING btree (consent_id);
CREATE INDEX registry_rolegrant_granted_by_id_ccbd2dce ON public.registry_rolegrant USING btree (granted_by_id);
CREATE INDEX registry_rolegrant_holder_id_a322c376 ON public.registry_rolegrant USING btree (holder_id);
CREATE INDEX registry_rolegrant_organization_id_d6650a95 ON public.registry_rolegrant USING btree (organization_id);
CREATE INDEX registry_sanction_entered_by_id_0519ef48 ON public.registry_sanction USING btree (entered_by_id);
CREATE INDEX registry_sanction_person_id_78af0020 ON public.registry_sanction USING btree (person_id);
CREATE INDEX registry_session_account_id_050cadfe ON public.registry_session USING btree (account_id);
CREATE INDEX registry_session_expire_date_0805e15f ON public.registry_session USING btree (expire_date);
CREATE INDEX registry_session_session_key_08239fef_like ON public.registry_session USING btree (session_key varchar_pattern_ops);
CREATE INDEX registry_signinbrake_failed_at_3656816e ON public.registry_signinbrake USING btree (failed_at);
CREATE INDEX registry_standing_person_id_3c281c47 ON public.registry_standing USING btree (person_id);
CREATE INDEX registry_stayabroad_person_id_970f5fe3 ON public.registry_stayabroad USING btree (person_id);
CREATE INDEX registry_unit_credit_code_80255a7e_like ON public.registry_unit USING btree (credit_code varchar_pattern_ops);
CREATE INDEX registry_unitlink_organization_id_b26bafe7 ON public.registry_unitlink USING btree (organization_id);
CREATE INDEX registry_unitlink_unit_id_6c9b2570 ON public.registry_unitlink USING btree (unit_id);
CREATE INDEX relief_of_person ON public.dues_relief USING btree (person_id, from_month);
CREATE INDEX removal_appeal_open ON public.forum_removal USING btree (appealed_at) WHERE ((appealed_at IS NOT NULL) AND ((outcome)::text = ''::text));
CREATE INDEX removal_by_time ON public.forum_removal USING btree (hidden_at);
CREATE UNIQUE INDEX removal_in_force_once ON public.forum_removal USING btree (contribution_id) WHERE ((outcome)::text = ANY ((ARRAY[''::character varying, 'upheld'::character varying])::text[]));
CREATE INDEX review_waiting ON public.handover_review USING btree (due_on) WHERE (done_at IS NULL);
CREATE UNIQUE INDEX scan_once_in_a_step ON public.development_scan USING btree (taken_id, digest) WHERE (taken_out_at IS NULL);
CREATE INDEX search_passage_entry_id_1881a4ea ON public.search_passage USING btree (entry_id);
CREATE INDEX search_rebuild_kind_dfba1de8_like ON public.search_rebuild USING btree (kind varchar_pattern_ops);
CREATE INDEX search_term_term_b6204e42_like ON public.search_term USING btree (term varchar_pattern_ops);
CREATE INDEX share_of_month ON public.dues_share USING btree (month, entry_id);
CREATE UNIQUE INDEX source_approved_once ON public.feeds_source USING btree (address) WHERE (stopped_at IS NULL);
CREATE INDEX step_by_move ON public.flow_step USING btree (move, at);
CREATE INDEX step_taken_on ON public.development_steptaken USING btree (step, done_on);
CREATE UNIQUE INDEX step_taken_once ON public.development_steptaken USING btree (development_id, step, turn) WHERE ((step)::text = ANY ((ARRAY['apply'::character varying, 'name_activist'::character varying, 'list_candidate'::character varying, 'approve'::character varying, 'archive'::character varying])::text[]));
CREATE UNIQUE INDEX submission_one_at_a_time ON public.portal_submission USING btree (article_id) WHERE ((state)::text = ANY ((ARRAY['at_first'::character varying, 'at_second'::character varying, 'at_secrecy'::character varying, 'at_final'::character varying, 'signed'::character varying])::text[]));
CREATE INDEX taggit_tag_name_58eb2ed9_like ON public.taggit_tag USING btree (name varchar_pattern_ops);
CREATE INDEX taggit_tag_slug_6be58b2c_like ON public.taggit_tag USING btree (slug varchar_pattern_ops);
CREATE INDEX taggit_tagg_content_8fc721_idx ON public.taggit_taggeditem USING btree (content_type_id, object_id);
CREATE INDEX taggit_taggeditem_content_type_id_9957a03c ON public.taggit_taggeditem USING btree (content_type_id);
CREATE INDEX taggit_taggeditem_object_id_e2d7d1df ON public.taggit_taggeditem USING btree (object_id);
CREATE INDEX taggit_taggeditem_tag_id_f4f5b767 ON public.taggit_taggeditem USING btree (tag_id);
CREATE INDEX term_blurred ON public.search_term USING btree (blurred) WHERE known;
CREATE INDEX term_first ON public.search_term USING btree ("left"((term)::text, 1), count DESC);
CREATE INDEX term_initials ON public.search_term USING btree (initials) WHERE known;
CREATE INDEX term_near ON public.search_term USING gin (near) WITH (fastupdate=off);
CREATE INDEX term_running_due ON public.flow_caseterm USING btree (due_on) WHERE (ended_on IS NULL);
CREATE UNIQUE INDEX term_runs_once_in_a_case ON public.flow_caseterm USING btree (case_id, clock) WHERE (ended_on IS NULL);
CREATE INDEX term_sound ON public.search_term USING btree (sound) WHERE known;
CREATE INDEX thread_of_office ON public.forum_thread USING btree (organization_id);
CREATE INDEX todo_of_case ON public.flow_todo USING btree (case_id, for_organization_id);
CREATE INDEX todo_open_asked_by ON public.flow_todo USING btree (asked_by_id, due_on) WHERE (closed_at IS NULL);
CREATE INDEX todo_open_for_office ON public.flow_todo USING btree (for_organization_id, "right") WHERE (closed_at IS NULL);
CREATE INDEX todo_open_for_person ON public.flow_todo USING btree (for_person_id, due_on) WHERE (closed_at IS NULL);
CREATE INDEX transfer_coming ON public.transfers_transfer USING btree (to_branch_id) WHERE ((state)::text = ANY ((ARRAY['checking'::character varying, 'issuing'::character varying, 'transit'::character varying, 'away'::character varying, 'presented'::character varying, 'placing'::character varying, 'returned'::character varying])::text[]));
CREATE INDEX transfer_leaving ON public.transfers_transfer USING btree (from_branch_id) WHERE ((state)::text = ANY ((ARRAY['checking'::character varying, 'issuing'::character varying, 'transit'::character varying, 'away'::character varying, 'presented'::character varying, 'placing'::character varying, 'returned'::character varying])::text[]));
CREATE UNIQUE INDEX transfer_one_at_a_time ON public.transfers_transfer USING btree (person_id) WHERE ((state)::text = ANY ((ARRAY['checking'::character varying, 'issuing'::character varying, 'transit'::character varying, 'away'::character varying, 'presented'::character varying, 'placing'::character varying, 'returned'::character varying])::text[]));
CREATE INDEX transfers_contactnote_by_id_afd4f58c ON public.transfers_contactnote USING btree (by_id);
CREATE INDEX transfers_contactnote_floating_id_30727f07 ON public.transfers_contactnote USING btree (floating_id);
CREATE INDEX transfers_contactnote_guest_id_74a2cd22 ON public.transfers_contactnote USING btree (guest_id);
CREATE INDEX transfers_contactnote_organization_id_4dcb69da ON public.transfers_contactnote USING btree (organization_id);
CREATE INDEX transfers_guest_floating_id_cc0ebb5b ON public.transfers_guest USING btree (floating_id);
CREATE INDEX transfers_guest_organization_id_ca758ec7 ON public.transfers_guest USING btree (organization_id);
CREATE INDEX transfers_guest_person_id_8594417e ON public.transfers_guest USING btree (person_id);
CREATE INDEX transfers_introduction_handler_id_1ebc4bf1 ON public.transfers_introduction USING btree (handler_id);
CREATE INDEX transfers_introduction_issuer_id_c50c55aa ON public.transfers_introduction USING btree (issuer_id);
CREATE INDEX transfers_introduction_person_id_31acd57d ON public.transfers_introduction USING btree (person_id);
CREATE INDEX transfers_introduction_transfer_id_0d2186ef ON public.transfers_introduction USING btree (transfer_id);
CREATE INDEX transfers_transfer_from_branch_id_033d49d8 ON public.transfers_transfer USING btree (from_branch_id);
CREATE INDEX transfers_transfer_person_id_d400b6fe ON public.transfers_transfer USING btree (person_id);
CREATE INDEX transfers_transfer_receiver_id_eb812582 ON public.transfers_transfer USING btree (receiver_id);
CREATE INDEX transfers_transfer_sender_id_dfc1af8b ON public.transfers_transfer USING btree (sender_id);
CREATE INDEX transfers_transfer_to_branch_id_2066278f ON public.transfers_transfer USING btree (to_branch_id);
CREATE UNIQUE INDEX unique_authenticator_type ON public.mfa_authenticator USING btree (user_id, type) WHERE ((type)::text = ANY ((ARRAY['totp'::character varying, 'recovery_codes'::character varying])::text[]));
CREATE UNIQUE INDEX unique_in_progress_workflow ON public.wagtailcore_workflowstate USING btree (base_content_type_id, object_id) WHERE ((status)::text = ANY ((ARRAY['in_progress'::character varying, 'needs_changes'::character varying])::text[]));
CREATE UNIQUE INDEX unique_primary_email ON public.account_emailaddress USING btree (user_id, "primary") WHERE "primary";
CREATE UNIQUE INDEX unique_verified_email ON public.account_emailaddress USING btree (email) WHERE verified;
CREATE INDEX visit_of_branch ON public.appraisal_visit USING btree (organization_id, day);
CREATE INDEX visit_of_person ON public.appraisal_visit USING btree (person_id, day);
CREATE INDEX voices_answer_drafted_by_id_ab1154bd ON public.voices_answer USING btree (drafted_by_id);
CREATE INDEX voices_answer_letter_id_299d8c3a ON public.voices_answer USING btree (letter_id);
CREATE INDEX voices_answer_office_id_a95528ef ON public.voices_answer USING btree (office_id);
CREATE INDEX voices_answer_signed_by_id_f3b7b4a8 ON public.voices_answer USING btree (signed_by_id);
CREATE INDEX voices_channel_organization_id_b121ff8e ON public.voices_channel USING btree (organization_id);
CREATE INDEX voices_channel_set_by_id_6bd7827f ON public.voices_channel USING btree (set_by_id);
CREATE INDEX voices_letter_entered_by_id_dfad0dca ON public.voices_letter USING btree (entered_by_id);
CREATE INDEX voices_letter_leading_id_d6b39320 ON public.voices_letter USING btree (leading_id);
CREATE INDEX voices_letter_mailbox_id_38acb978 ON public.voices_letter USING btree (mailbox_id);
CREATE INDEX voices_letter_number_7a2d57d4_like ON public.voices_letter USING btree (number varchar_pattern_ops);
CREATE INDEX voices_letter_organization_id_72f8ade4 ON public.voices_letter USING btree (organization_id);
CREATE INDEX voices_letter_origin_165fb203_like ON public.voices_letter USING btree (origin varchar_pattern_ops);
CREATE INDEX voices_letter_published_by_id_d0518585 ON public.voices_letter USING btree (published_by_id);
CREATE INDEX voices_mailbox_leader_id_c1274067 ON public.voices_mailbox USING btree (leader_id);
CREATE INDEX voices_mailbox_organization_id_b3f559e9 ON public.voices_mailbox USING btree (organization_id);
CREATE INDEX voices_message_by_id_cee21a9c ON public.voices_message USING btree (by_id);
CREATE INDEX voices_message_letter_id_5d349c55 ON public.voices_message USING btree (letter_id);
CREATE INDEX voices_message_writer_id_44fb26a6 ON public.voices_message USING btree (writer_id);
CREATE INDEX voices_notice_by_id_c258e596 ON public.voices_notice USING btree (by_id);
CREATE INDEX voices_notice_letter_id_af99c4d9 ON public.voices_notice USING btree (letter_id);
CREATE INDEX voices_notice_number_bdff7979_like ON public.voices_notice USING btree (number varchar_pattern_ops);
CREATE INDEX voices_notice_office_id_6232180b ON public.voices_notice USING btree (office_id);
CREATE INDEX voices_rating_answer_id_fa9cce63 ON public.voices_rating USING btree (answer_id);
CREATE INDEX voices_rating_writer_id_cf958e8a ON public.voices_rating USING btree (writer_id);
CREATE INDEX voices_writer_account_id_1eeca42d ON public.voices_writer USING btree (account_id);
CREATE INDEX voices_writer_letter_id_29a534de ON public.voices_writer USING btree (letter_id);
CREATE INDEX wagtailcore_apitoken_key_hash_65979b78_like ON public.wagtailcore_apitoken USING btree (key_hash varchar_pattern_ops);
CREATE INDEX wagtailcore_apitoken_user_id_49b1141b ON public.wagtailcore_apitoken USING btree (user_id);
CREATE INDEX wagtailcore_collection_path_d848dc19_like ON public.wagtailcore_collection USING btree (path varchar_pattern_ops);
CREATE INDEX wagtailcore_collectionview_collectionviewrestriction__47320efd ON public.wagtailcore_collectionviewrestriction_groups USING btree (collectionviewrestriction_id);
CREATE INDEX wagtailcore_collectionviewrestriction_collection_id_761908ec ON public.wagtailcore_collectionviewrestriction USING btree (collection_id);
CREATE INDEX wagtailcore_collectionviewrestriction_groups_group_id_1823f2a3 ON public.wagtailcore_collectionviewrestriction_groups USING btree (group_id);
CREATE INDEX wagtailcore_comment_page_id_108444b5 ON public.wagtailcore_comment USING btree (page_id);
CREATE INDEX wagtailcore_comment_resolved_by_id_a282aa0e ON public.wagtailcore_comment USING btree (resolved_by_id);
CREATE INDEX wagtailcore_comment_revision_created_id_1d058279 ON public.wagtailcore_comment USING btree (revision_created_id);
CREATE INDEX wagtailcore_comment_user_id_0c577ca6 ON public.wagtailcore_comment USING btree (user_id);
CREATE INDEX wagtailcore_commentreply_comment_id_afc7e027 ON public.wagtailcore_commentreply USING btree (comment_id);
CREATE INDEX wagtailcore_commentreply_user_id_d0b3b9c3 ON public.wagtailcore_commentreply USING btree (user_id);
CREATE INDEX wagtailcore_groupapprovalt_groupapprovaltask_id_9a9255ea ON public.wagtailcore_groupapprovaltask_groups USING btree (groupapprovaltask_id);
CREATE INDEX wagtailcore_groupapprovaltask_groups_group_id_2e64b61f ON public.wagtailcore_groupapprovaltask_groups USING btree (group_id);
CREATE INDEX wagtailcore_groupcollectionpermission_collection_id_5423575a ON public.wagtailcore_groupcollectionpermission USING btree (collection_id);
CREATE INDEX wagtailcore_groupcollectionpermission_group_id_05d61460 ON public.wagtailcore_groupcollectionpermission USING btree (group_id);
CREATE INDEX wagtailcore_groupcollectionpermission_permission_id_1b626275 ON public.wagtailcore_groupcollectionpermission USING btree (permission_id);
CREATE INDEX wagtailcore_grouppagepermission_group_id_fc07e671 ON public.wagtailcore_grouppagepermission USING btree (group_id);
CREATE INDEX wagtailcore_grouppagepermission_page_id_710b114a ON public.wagtailcore_grouppagepermission USING btree (page_id);
CREATE INDEX wagtailcore_grouppagepermission_permission_id_05acb22e ON public.wagtailcore_grouppagepermission USING btree (permission_id);
CREATE INDEX wagtailcore_groupsitepermission_group_id_e5cdbee4 ON public.wagtailcore_groupsitepermission USING btree (group_id);
CREATE INDEX wagtailcore_groupsitepermission_permission_id_459b1f38 ON public.wagtailcore_groupsitepermission USING btree (permission_id);
CREATE INDEX wagtailcore_groupsitepermission_site_id_245de488 ON public.wagtailcore_groupsitepermission USING btree (site_id);
CREATE INDEX wagtailcore_locale_language_code_03149338_like ON public.wagtailcore_locale USING btree (language_code varchar_pattern_ops);
CREATE INDEX wagtailcore_modellogentry_action_d2d856ee ON public.wagtailcore_modellogentry USING btree (action);
CREATE INDEX wagtailcore_modellogentry_action_d2d856ee_like ON public.wagtailcore_modellogentry USING btree (action varchar_pattern_ops);
CREATE INDEX wagtailcore_modellogentry_content_changed_8bc39742 ON public.wagtailcore_modellogentry USING btree (content_changed);
CREATE INDEX wagtailcore_modellogentry_content_type_id_68849e77 ON public.wagtailcore_modellogentry USING btree (content_type_id);
CREATE INDEX wagtailcore_modellogentry_object_id_e0e7d4ef ON public.wagtailcore_modellogentry USING btree (object_id);
CREATE INDEX wagtailcore_modellogentry_object_id_e0e7d4ef_like ON public.wagtailcore_modellogentry USING btree (object_id varchar_pattern_ops);
CREATE INDEX wagtailcore_modellogentry_revision_id_df6ca33a ON public.wagtailcore_modellogentry USING btree (revision_id);
CREATE INDEX wagtailcore_modellogentry_timestamp_9694521b ON public.wagtailcore_modellogentry USING btree ("timestamp");
CREATE INDEX wagtailcore_modellogentry_user_id_0278d1bf ON public.wagtailcore_modellogentry USING btree (user_id);
CREATE INDEX wagtailcore_page_alias_of_id_12945502 ON public.wagtailcore_page USING btree (alias_of_id);
CREATE INDEX wagtailcore_page_content_type_id_c28424df ON public.wagtailcore_page USING btree (content_type_id);
CREATE INDEX wagtailcore_page_first_published_at_2b5dd637 ON public.wagtailcore_page USING btree (first_published_at);
CREATE INDEX wagtailcore_page_latest_revision_id_e60fef51 ON public.wagtailcore_page USING btree (latest_revision_id);
CREATE INDEX wagtailcore_page_live_revision_id_930bd822 ON public.wagtailcore_page USING btree (live_revision_id);
CREATE INDEX wagtailcore_page_locale_id_3c7e30a6 ON public.wagtailcore_page USING btree (locale_id);
CREATE INDEX wagtailcore_page_locked_by_id_bcb86245 ON public.wagtailcore_page USING btree (locked_by_id);
CREATE INDEX wagtailcore_page_owner_id_fbf7c332 ON public.wagtailcore_page USING btree (owner_id);
CREATE INDEX wagtailcore_page_path_98eba2c8_like ON public.wagtailcore_page USING btree (path varchar_pattern_ops);
CREATE INDEX wagtailcore_page_slug_e7c11b8f ON public.wagtailcore_page USING btree (slug);
CREATE INDEX wagtailcore_page_slug_e7c11b8f_like ON public.wagtailcore_page USING btree (slug varchar_pattern_ops);
CREATE INDEX wagtailcore_pagelogentry_action_c2408198 ON public.wagtailcore_pagelogentry USING btree (action);
CREATE INDEX wagtailcore_pagelogentry_action_c2408198_like ON public.wagtailcore_pagelogentry USING btree (action varchar_pattern_ops);
CREATE INDEX wagtailcore_pagelogentry_content_changed_99f27ade ON public.wagtailcore_pagelogentry USING btree (content_changed);
CREATE INDEX wagtailcore_pagelogentry_content_type_id_74e7708a ON public.wagtailcore_pagelogentry USING btree (content_type_id);
CREATE INDEX wagtailcore_pagelogentry_page_id_8464e327 ON public.wagtailcore_pagelogentry USING btree (page_id);
CREATE INDEX wagtailcore_pagelogentry_revision_id_8043d103 ON public.wagtailcore_pagelogentry USING btree (revision_id);
CREATE INDEX wagtailcore_pagelogentry_timestamp_deb774c4 ON public.wagtailcore_pagelogentry USING btree ("timestamp");
CREATE INDEX wagtailcore_pagelogentry_user_id_604ccfd8 ON public.wagtailcore_pagelogentry USING btree (user_id);
CREATE INDEX wagtailcore_pagerevision_approved_go_live_at_e56afc67 ON public.wagtailcore_revision USING btree (approved_go_live_at);
CREATE INDEX wagtailcore_pagerevision_created_at_66954e3b ON public.wagtailcore_revision USING btree (created_at);
CREATE INDEX wagtailcore_pagerevision_user_id_2409d2f4 ON public.wagtailcore_revision USING btree (user_id);
CREATE INDEX wagtailcore_pagesubscription_page_id_a085e7a6 ON public.wagtailcore_pagesubscription USING btree (page_id);
CREATE INDEX wagtailcore_pagesubscription_user_id_89d7def9 ON public.wagtailcore_pagesubscription USING btree (user_id);
CREATE INDEX wagtailcore_pageviewrestri_pageviewrestriction_id_f147a99a ON public.wagtailcore_pageviewrestriction_groups USING btree (pageviewrestriction_id);
CREATE INDEX wagtailcore_pageviewrestriction_groups_group_id_6460f223 ON public.wagtailcore_pageviewrestriction_groups USING btree (group_id);
CREATE INDEX wagtailcore_pageviewrestriction_page_id_15a8bea6 ON public.wagtailcore_pageviewrestriction USING btree (page_id);
CREATE INDEX wagtailcore_referenceindex_base_content_type_id_313cf40f ON public.wagtailcore_referenceindex USING btree (base_content_type_id);
CREATE INDEX wagtailcore_referenceindex_content_type_id_766e0336 ON public.wagtailcore_referenceindex USING btree (content_type_id);
CREATE INDEX wagtailcore_referenceindex_to_content_type_id_93690bbd ON public.wagtailcore_referenceindex USING btree (to_content_type_id);
CREATE INDEX wagtailcore_revision_base_content_type_id_5b4ef7bd ON public.wagtailcore_revision USING btree (base_content_type_id);
CREATE INDEX wagtailcore_revision_content_type_id_c8cb69c0 ON public.wagtailcore_revision USING btree (content_type_id);
CREATE INDEX wagtailcore_site_hostname_96b20b46 ON public.wagtailcore_site USING btree (hostname);
CREATE INDEX wagtailcore_site_hostname_96b20b46_like ON public.wagtailcore_site USING btree (hostname varchar_pattern_ops);
CREATE INDEX wagtailcore_site_root_page_id_e02fb95c ON public.wagtailcore_site USING btree (root_page_id);
CREATE INDEX wagtailcore_task_content_type_id_249ab8ba ON public.wagtailcore_task USING btree (content_type_id);
CREATE INDEX wagtailcore_taskstate_content_type_id_0a758fdc ON public.wagtailcore_taskstate USING btree (content_type_id);
CREATE INDEX wagtailcore_taskstate_finished_by_id_13f98229 ON public.wagtailcore_taskstate USING btree (finished_by_id);
CREATE INDEX wagtailcore_taskstate_page_revision_id_9f52c88e ON public.wagtailcore_taskstate USING btree (revision_id);
CREATE INDEX wagtailcore_taskstate_task_id_c3677c34 ON public.wagtailcore_taskstate USING btree (task_id);
CREATE INDEX wagtailcore_taskstate_workflow_state_id_9239a775 ON public.wagtailcore_taskstate USING btree (workflow_state_id);
CREATE INDEX wagtailcore_uploadedfile_for_content_type_id_b0fc87b2 ON public.wagtailcore_uploadedfile USING btree (for_content_type_id);
CREATE INDEX wagtailcore_uploadedfile_uploaded_by_user_id_c7580fe8 ON public.wagtailcore_uploadedfile USING btree (uploaded_by_user_id);
CREATE INDEX wagtailcore_uuid_06a44d_idx ON public.wagtailcore_pagelogentry USING btree (uuid, action, "timestamp" DESC);
CREATE INDEX wagtailcore_uuid_d6363b_idx ON public.wagtailcore_modellogentry USING btree (uuid, action, "timestamp" DESC);
CREATE INDEX wagtailcore_workflowcontenttype_workflow_id_9aad7cd2 ON public.wagtailcore_workflowcontenttype USING btree (workflow_id);
CREATE INDEX wagtailcore_workflowpage_workflow_id_56f56ff6 ON public.wagtailcore_workflowpage USING btree (workflow_id);
CREATE INDEX wagtailcore_workflowstate_base_content_type_id_a30dc576 ON public.wagtailcore_workflowstate USING btree (base_content_type_id);
CREATE INDEX wagtailcore_workflowstate_content_type_id_2bb78ce1 ON public.wagtailcore_workflowstate USING btree (content_type_id);
CREATE INDEX wagtailcore_workflowstate_requested_by_id_4090bca3 ON public.wagtailcore_workflowstate USING btree (requested_by_id);
CREATE INDEX wagtailcore_workflowstate_workflow_id_1f18378f ON public.wagtailcore_workflowstate USING btree (workflow_id);
CREATE INDEX wagtailcore_workflowtask_task_id_ce7716fe ON public.wagtailcore_workflowtask USING btree (task_id);
CREATE INDEX wagtailcore_workflowtask_workflow_id_b9717175 ON public.wagtailcore_workflowtask USING btree (workflow_id);
CREATE INDEX wagtailsear_autocom_476c89_gin ON public.wagtailsearch_indexentry USING gin (autocomplete);
CREATE INDEX wagtailsear_body_90c85d_gin ON public.wagtailsearch_indexentry USING gin (body);
CREATE INDEX wagtailsear_title_9caae0_gin ON public.wagtailsearch_indexentry USING gin (title);
CREATE INDEX wagtailsearch_indexentry_content_type_id_62ed694f ON public.wagtailsearch_indexentry USING btree (content_type_id);
CREATE INDEX workflowstate_base_ct_id_idx ON public.wagtailcore_workflowstate USING btree (base_content_type_id, object_id);
CREATE INDEX workflowstate_ct_id_idx ON public.wagtailcore_workflowstate USING btree (content_type_id, object_id);
CREATE UNIQUE INDEX writer_once_in_a_letter ON public.voices_writer USING btree (letter_id, account_id) WHERE (account_id IS NOT NULL);
CREATE TRIGGER appraisal_line_stays BEFORE INSERT OR DELETE OR UPDATE ON public.appraisal_line FOR EACH ROW EXECUTE FUNCTION public.appraisal_line_stays();
CREATE TRIGGER appraisal_stays BEFORE DELETE OR UPDATE ON public.appraisal_appraisal FOR EACH ROW EXECUTE FUNCTION public.appraisal_stays();
CREATE TRIGGER column_keeps_its_word BEFORE UPDATE ON public.portal_column FOR EACH ROW EXECUTE FUNCTION public.portal_column_keeps_its_word();
CREATE TRIGGER cosignature_stays BEFORE DELETE OR UPDATE ON public.kernel_cosignature FOR EACH ROW EXECUTE FUNCTION public.kernel_leaf_stays();
CREATE TRIGGER cosignature_table_stays BEFORE TRUNCATE ON public.kernel_cosignature FOR EACH STATEMENT EXECUTE FUNCTION public.kernel_leaf_stays();
CREATE TRIGGER document_is_signed BEFORE UPDATE ON public.library_document FOR EACH ROW WHEN ((((new.shelving)::text = 'shelved'::text) AND ((new.clearance)::text = 'public'::text))) EXECUTE FUNCTION public.library_document_is_signed();
CREATE TRIGGER dues_account_stays BEFORE DELETE OR UPDATE ON public.dues_branchaccount FOR EACH ROW EXECUTE FUNCTION public.dues_account_stays();
CREATE CONSTRAINT TRIGGER dues_entry_carried_in_both AFTER INSERT ON public.dues_entry DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (((new.kind)::text = ANY ((ARRAY['taken_over'::character varying, 'given_over'::character varying])::text[]))) EXECUTE FUNCTION public.dues_entry_carried_in_both();
CREATE TRIGGER dues_entry_opposes BEFORE INSERT ON public.dues_entry FOR EACH ROW WHEN ((new.reverses_id IS NOT NULL)) EXECUTE FUNCTION public.dues_entry_opposes();
CREATE CONSTRAINT TRIGGER dues_entry_spreads AFTER INSERT ON public.dues_entry DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION public.dues_entry_spreads();
CREATE TRIGGER dues_entry_stays BEFORE DELETE OR UPDATE ON public.dues_entry FOR EACH ROW EXECUTE FUNCTION public.dues_stays();
CREATE TRIGGER dues_entry_table_stays BEFORE TRUNCATE ON public.dues_entry FOR EACH STATEMENT EXECUTE FUNCTION public.dues_stays();
CREATE TRIGGER dues_share_says_whose BEFORE INSERT ON public.dues_share FOR EACH ROW EXECUTE FUNCTION public.dues_share_says_whose();
CREATE TRIGGER dues_share_stays BEFORE DELETE OR UPDATE ON public.dues_share FOR EACH ROW EXECUTE FUNCTION public.dues_stays();
CREATE TRIGGER dues_share_table_stays BEFORE TRUNCATE ON public.dues_share FOR EACH STATEMENT EXECUTE FUNCTION public.dues_stays();
CREATE TRIGGER edition_stays BEFORE DELETE OR UPDATE ON public.flow_edition FOR EACH ROW EXECUTE FUNCTION public.flow_edition_stays();
CREATE TRIGGER editionpaper_stays BEFORE INSERT OR DELETE OR UPDATE ON public.flow_editionpaper FOR EACH ROW EXECUTE FUNCTION public.flow_edition_row_stays();
CREATE TRIGGER editionrecipient_stays BEFORE INSERT OR DELETE OR UPDATE ON public.flow_editionrecipient FOR EACH ROW EXECUTE FUNCTION public.flow_edition_row_stays();
CREATE TRIGGER editionterm_stays BEFORE INSERT OR DELETE OR UPDATE ON public.flow_editionterm FOR EACH ROW EXECUTE FUNCTION public.flow_edition_row_stays();
CREATE TRIGGER editionword_stays BEFORE INSERT OR DELETE OR UPDATE ON public.flow_editionword FOR EACH ROW EXECUTE FUNCTION public.flow_edition_row_stays();
CREATE TRIGGER leaf_digest BEFORE INSERT ON public.kernel_leaf FOR EACH ROW EXECUTE FUNCTION public.kernel_leaf_digest();
CREATE TRIGGER leaf_stays BEFORE DELETE OR UPDATE ON public.kernel_leaf FOR EACH ROW EXECUTE FUNCTION public.kernel_leaf_only_erased();
CREATE TRIGGER leaf_table_stays BEFORE TRUNCATE ON public.kernel_leaf FOR EACH STATEMENT EXECUTE FUNCTION public.kernel_leaf_stays();
CREATE TRIGGER letter_says_to_whom BEFORE INSERT OR UPDATE OF case_id, seen_from, seen_by ON public.voices_letter FOR EACH ROW EXECUTE FUNCTION public.voices_letter_says_to_whom();
CREATE TRIGGER logcheckpoint_stays BEFORE DELETE OR UPDATE ON public.kernel_logcheckpoint FOR EACH ROW EXECUTE FUNCTION public.kernel_leaf_stays();
CREATE TRIGGER logcheckpoint_table_stays BEFORE TRUNCATE ON public.kernel_logcheckpoint FOR EACH STATEMENT EXECUTE FUNCTION public.kernel_leaf_stays();
CREATE TRIGGER meetings_candidate_stays BEFORE INSERT OR UPDATE OF item_id, person_id, nominated, in_favour, against, abstained, elected ON public.meetings_candidate FOR EACH ROW EXECUTE FUNCTION public.meetings_count_stays();
CREATE TRIGGER meetings_count_stays BEFORE INSERT OR UPDATE ON public.meetings_count FOR EACH ROW EXECUTE FUNCTION public.meetings_count_stays();
CREATE TRIGGER meetings_exemption_stays BEFORE INSERT OR UPDATE ON public.meetings_exemption FOR EACH ROW EXECUTE FUNCTION public.meetings_roll_stays();
CREATE TRIGGER meetings_item_stays BEFORE INSERT OR UPDATE ON public.meetings_item FOR EACH ROW EXECUTE FUNCTION public.meetings_roll_stays();
CREATE TRIGGER meetings_meeting_stays BEFORE UPDATE ON public.meetings_meeting FOR EACH ROW EXECUTE FUNCTION public.meetings_meeting_stays();
CREATE TRIGGER meetings_voter_stays BEFORE INSERT OR UPDATE ON public.meetings_voter FOR EACH ROW EXECUTE FUNCTION public.meetings_roll_stays();
CREATE TRIGGER membership_path_of_person BEFORE INSERT ON public.registry_membership FOR EACH ROW WHEN (((new.person_path = ''::text) AND (NOT isempty(new.valid)))) EXECUTE FUNCTION public.registry_path_of_person();
CREATE TRIGGER membership_paths_inserted AFTER INSERT ON public.registry_membership REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION public.registry_paths_on_membership();
CREATE TRIGGER membership_paths_updated AFTER UPDATE ON public.registry_membership REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION public.registry_paths_on_membership();
CREATE TRIGGER openness_application_stays BEFORE DELETE OR UPDATE ON public.openness_application FOR EACH ROW EXECUTE FUNCTION public.openness_application_stays();
CREATE TRIGGER openness_audience_stays BEFORE INSERT OR DELETE OR UPDATE ON public.openness_audience FOR EACH ROW EXECUTE FUNCTION public.openness_audience_stays();
CREATE TRIGGER openness_issuer_stays BEFORE UPDATE ON public.openness_notice FOR EACH ROW WHEN (((old.posted_at IS NOT NULL) AND ((new.issuer)::text IS DISTINCT FROM (old.issuer)::text))) EXECUTE FUNCTION public.openness_issuer_stays();
CREATE TRIGGER openness_item_stays BEFORE DELETE OR UPDATE ON public.openness_item FOR EACH ROW EXECUTE FUNCTION public.openness_item_stays();
CREATE TRIGGER openness_personnel_stays BEFORE DELETE OR UPDATE ON public.openness_personnelentry FOR EACH ROW EXECUTE FUNCTION public.openness_personnel_stays();
CREATE TRIGGER openness_proposal_stays BEFORE DELETE OR UPDATE ON public.openness_proposal FOR EACH ROW EXECUTE FUNCTION public.openness_proposal_stays();
CREATE TRIGGER openness_public_stays BEFORE DELETE OR UPDATE ON public.openness_notice FOR EACH ROW EXECUTE FUNCTION public.openness_public_stays();
CREATE TRIGGER organization_moves_letters AFTER UPDATE OF path ON public.registry_organization FOR EACH ROW WHEN ((old.path IS DISTINCT FROM new.path)) EXECUTE FUNCTION public.voices_letters_move();
CREATE TRIGGER person_paths_follow AFTER UPDATE ON public.registry_person REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION public.registry_paths_follow();
CREATE TRIGGER position_follows AFTER INSERT ON public.kernel_position REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION public.kernel_position_follows();
CREATE TRIGGER position_stays BEFORE DELETE OR UPDATE ON public.kernel_position FOR EACH ROW EXECUTE FUNCTION public.kernel_leaf_stays();
CREATE TRIGGER position_table_stays BEFORE TRUNCATE ON public.kernel_position FOR EACH STATEMENT EXECUTE FUNCTION public.kernel_leaf_stays();
CREATE TRIGGER procrastinate_jobs_notify_queue_job_aborted_v1 AFTER UPDATE OF abort_requested ON public.procrastinate_jobs FOR EACH ROW WHEN (((old.abort_requested = false) AND (new.abort_requested = true) AND (new.status = 'doing'::public.procrastinate_job_status))) EXECUTE FUNCTION public.procrastinate_notify_queue_abort_job_v1();
CREATE TRIGGER procrastinate_jobs_notify_queue_job_inserted_v1 AFTER INSERT ON public.procrastinate_jobs FOR EACH ROW WHEN ((new.status = 'todo'::public.procrastinate_job_status)) EXECUTE FUNCTION public.procrastinate_notify_queue_job_inserted_v1();
CREATE TRIGGER procrastinate_trigger_abort_requested_events_v1 AFTER UPDATE OF abort_requested ON public.procrastinate_jobs FOR EACH ROW WHEN ((new.abort_requested = true)) EXECUTE FUNCTION public.procrastinate_trigger_abort_requested_events_procedure_v1();
CREATE TRIGGER procrastinate_trigger_delete_jobs_v1 BEFORE DELETE ON public.procrastinate_jobs FOR EACH ROW EXECUTE FUNCTION public.procrastinate_unlink_periodic_defers_v1();
CREATE TRIGGER procrastinate_trigger_scheduled_events_v1 AFTER INSERT OR UPDATE ON public.procrastinate_jobs FOR EACH ROW WHEN (((new.scheduled_at IS NOT NULL) AND (new.status = 'todo'::public.procrastinate_job_status))) EXECUTE FUNCTION public.procrastinate_trigger_function_scheduled_events_v1();
CREATE TRIGGER procrastinate_trigger_status_events_insert_v1 AFTER INSERT ON public.procrastinate_jobs FOR EACH ROW WHEN ((new.status = 'todo'::public.procrastinate_job_status)) EXECUTE FUNCTION public.procrastinate_trigger_function_status_events_insert_v1();
CREATE TRIGGER procrastinate_trigger_status_events_update_v1 AFTER UPDATE OF status ON public.procrastinate_jobs FOR EACH ROW EXECUTE FUNCTION public.procrastinate_trigger_function_status_events_update_v1();
CREATE TRIGGER publication_is_signed BEFORE INSERT OR UPDATE ON public.portal_publication FOR EACH ROW EXECUTE FUNCTION public.portal_publication_is_signed();
CREATE TRIGGER registry_guard_concerned BEFORE UPDATE ON public.registry_consent FOR EACH ROW EXECUTE FUNCTION public.registry_guard_concerned();
CREATE TRIGGER registry_guard_consent BEFORE INSERT OR UPDATE ON public.registry_consent FOR EACH ROW EXECUTE FUNCTION public.registry_guard_consent();
CREATE TRIGGER registry_guard_emergency BEFORE INSERT OR UPDATE ON public.registry_emergency FOR EACH ROW EXECUTE FUNCTION public.registry_guard_emergency();
CREATE TRIGGER registry_guard_grant BEFORE INSERT OR UPDATE ON public.registry_rolegrant FOR EACH ROW EXECUTE FUNCTION public.registry_guard_grant();
CREATE TRIGGER registry_guard_merger BEFORE INSERT OR UPDATE ON public.registry_merger FOR EACH ROW EXECUTE FUNCTION public.registry_guard_merger();
CREATE TRIGGER registry_guard_opening BEFORE INSERT OR UPDATE ON public.registry_opening FOR EACH ROW EXECUTE FUNCTION public.registry_guard_opening();
CREATE TRIGGER registry_guard_unfounded BEFORE INSERT ON public.registry_rolegrant FOR EACH ROW WHEN ((new.granted_by_id IS NULL)) EXECUTE FUNCTION public.registry_guard_founding();
CREATE TRIGGER sm3node_stays BEFORE DELETE OR UPDATE ON public.kernel_sm3node FOR EACH ROW EXECUTE FUNCTION public.kernel_leaf_stays();
CREATE TRIGGER sm3node_table_stays BEFORE TRUNCATE ON public.kernel_sm3node FOR EACH STATEMENT EXECUTE FUNCTION public.kernel_leaf_stays();
CREATE TRIGGER standing_path_of_person BEFORE INSERT ON public.registry_standing FOR EACH ROW WHEN (((new.person_path = ''::text) AND (NOT isempty(new.valid)))) EXECUTE FUNCTION public.registry_path_of_person();
CREATE TRIGGER standing_paths_inserted AFTER INSERT ON public.registry_standing REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION public.registry_paths_on_standing();
CREATE TRIGGER standing_paths_updated AFTER UPDATE ON public.registry_standing REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION public.registry_paths_on_standing();
CREATE TRIGGER submission_stays BEFORE UPDATE ON public.portal_submission FOR EACH ROW EXECUTE FUNCTION public.portal_submission_stays();
CREATE TRIGGER todo_gives_letter AFTER INSERT ON public.flow_todo FOR EACH ROW WHEN ((new.case_id IS NOT NULL)) EXECUTE FUNCTION public.voices_letter_is_given();
CREATE TRIGGER todo_gives_letter_to_another AFTER UPDATE OF case_id, for_organization_id, for_person_id ON public.flow_todo FOR EACH ROW WHEN ((((old.case_id IS DISTINCT FROM new.case_id) OR (old.for_organization_id IS DISTINCT FROM new.for_organization_id)) OR (old.for_person_id IS DISTINCT FROM new.for_person_id))) EXECUTE FUNCTION public.voices_letter_is_given();
CREATE TRIGGER treenode_stays BEFORE DELETE OR UPDATE ON public.kernel_treenode FOR EACH ROW EXECUTE FUNCTION public.kernel_leaf_stays();
CREATE TRIGGER treenode_table_stays BEFORE TRUNCATE ON public.kernel_treenode FOR EACH STATEMENT EXECUTE FUNCTION public.kernel_leaf_stays();
CREATE TRIGGER verification_stays BEFORE DELETE OR UPDATE ON public.kernel_verification FOR EACH ROW EXECUTE FUNCTION public.kernel_leaf_stays();
CREATE TRIGGER verification_table_stays BEFORE TRUNCATE ON public.kernel_verification FOR EACH STATEMENT EXECUTE FUNCTION public.kernel_leaf_stays();
ALTER TABLE ONLY public.account_emailaddress
    ADD CONSTRAINT account_emailaddress_user_id_2c513194_fk_registry_account_id FOREIGN KEY (user_id) REFERENCES public.registry_account(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.account_emailconfirmation
    ADD CONSTRAINT account_emailconfirm_email_address_id_5b7f8c58_fk_account_e FOREIGN KEY (email_address_id) REFERENCES public.account_emailaddress(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.appraisal_appraisal
    ADD CONSTRAINT appraisal_appraisal_case_id_e5209b40_fk_flow_case_id FOREIGN KEY (case_id) REFERENCES public.flow_case(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.appraisal_appraisal
    ADD CONSTRAINT appraisal_appraisal_confirmed_by_id_eacb9d63_fk_registry_ FOREIGN KEY (confirmed_by_id) REFERENCES public.registry_person(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.appraisal_appraisal
    ADD CONSTRAINT appraisal_appraisal_corrects_id_bc70c3fa_fk_appraisal FOREIGN KEY (corrects_id) REFERENCES public.appraisal_appraisal(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.appraisal_appraisal
    ADD CONSTRAINT appraisal_appraisal_opened_by_id_686dd42c_fk_registry_person_id FOREIGN KEY (opened_by_id) REFERENCES public.registry_person(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.appraisal_appraisal
    ADD CONSTRAINT appraisal_appraisal_organization_id_971446b2_fk_registry_ FOREIGN KEY (organization_id) REFERENCES public.registry_organization(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.appraisal_appraisal
    ADD CONSTRAINT appraisal_appraisal_reported_by_id_59d85304_fk_registry_ FOREIGN KEY (reported_by_id) REFERENCES public.registry_person(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.appraisal_excuse
    ADD CONSTRAINT appraisal_excuse_entered_by_id_cc03534a_fk_registry_person_id FOREIGN KEY (entered_by_id) REFERENCES public.registry_person(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.appraisal_excuse
    ADD CONSTRAINT appraisal_excuse_person_id_80c06e44_fk_registry_person_id FOREIGN KEY (person_id) REFERENCES public.registry_person(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.appraisal_inactivity
    ADD CONSTRAINT appraisal_inactivity_entered_by_id_e280e91a_fk_registry_ FOREIGN KEY (entered_by_id) REFERENCES public.registry_person(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.appraisal_inactivity
    ADD CONSTRAINT appraisal_inactivity_person_id_1a7bc422_fk_registry_person_id FOREIGN KEY (person_id) REFERENCES public.registry_person(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.appraisal_line
    ADD CONSTRAINT appraisal_line_appraisal_id_c35f99f6_fk_appraisal_appraisal_id FOREIGN KEY (appraisal_id) REFERENCES public.appraisal_appraisal(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.appraisal_line
    ADD CONSTRAINT appraisal_line_person_id_59194950_fk_registry_person_id FOREIGN KEY (person_id) REFERENCES public.registry_person(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.appraisal_line
    ADD CONSTRAINT appraisal_line_said_by_id_fb022117_fk_registry_person_id FOREIGN KEY (said_by_id) REFERENCES public.registry_person(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.appraisal_visit
    ADD CONSTRAINT appraisal_visit_entered_by_id_e895e9be_fk_registry_person_id FOREIGN KEY (entered_by_id) REFERENCES public.registry_person(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.appraisal_visit
    ADD CONSTRAINT appraisal_visit_organization_id_2296bc88_fk_registry_ FOREIGN KEY (organization_id) REFERENCES public.registry_organization(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.appraisal_visit
    ADD CONSTRAINT appraisal_visit_person_id_629ce200_fk_registry_person_id FOREIGN KEY (person_id) REFERENCES public.registry_person(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.appraisal_visit
    ADD CONSTRAINT appraisal_visit_todo_id_5646e272_fk_flow_todo_id FOREIGN KEY (todo_id) REFERENCES public.flow_todo(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.auth_group_permissions
    ADD CONSTRAINT auth_group_permissio_permission_id_84c5c92e_fk_auth_perm FOREIGN KEY (permission_id) REFERENCES public.auth_permission(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.auth_group_permissions
    ADD CONSTRAINT auth_group_permissions_group_id_b120cbf9_fk_auth_group_id FOREIGN KEY (group_id) REFERENCES public.auth_group(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.auth_permission
    ADD CONSTRAINT auth_permission_content_type_id_2f476e4b_fk_django_co FOREIGN KEY (content_type_id) REFERENCES public.django_content_type(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.courier_channel
    ADD CONSTRAINT courier_channel_person_id_313e76a9_fk_registry_person_id FOREIGN KEY (person_id) REFERENCES public.registry_person(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.courier_delivery
    ADD CONSTRAINT courier_delivery_channel_id_971ef972_fk_courier_channel_id FOREIGN KEY (channel_id) REFERENCES public.courier_channel(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.courier_delivery
    ADD CONSTRAINT courier_delivery_digest_id_26c19243_fk_courier_digest_id FOREIGN KEY (digest_id) REFERENCES public.courier_digest(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.courier_delivery
    ADD CONSTRAINT courier_delivery_message_id_c5d1c2fd_fk_courier_message_id FOREIGN KEY (message_id) REFERENCES public.courier_message(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.courier_digest
    ADD CONSTRAINT courier_digest_person_id_2ed219dc_fk_registry_person_id FOREIGN KEY (person_id) REFERENCES public.registry_person(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.courier_hours
    ADD CONSTRAINT courier_hours_person_id_311f9864_fk_registry_person_id FOREIGN KEY (person_id) REFERENCES public.registry_person(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.courier_message
    ADD CONSTRAINT courier_message_digest_id_bfe86661_fk_courier_digest_id FOREIGN KEY (digest_id) REFERENCES public.courier_digest(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.courier_message
    ADD CONSTRAINT courier_message_person_id_e3103850_fk_registry_person_id FOREIGN KEY (person_id) REFERENCES public.registry_person(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.development_casemove
    ADD CONSTRAINT development_casemove_after_id_def74536_fk_registry_ FOREIGN KEY (after_id) REFERENCES public.registry_organization(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.development_casemove
    ADD CONSTRAINT development_casemove_before_id_216508d9_fk_registry_ FOREIGN KEY (before_id) REFERENCES public.registry_organization(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.development_casemove
    ADD CONSTRAINT development_casemove_by_id_c6ecb5da_fk_registry_person_id FOREIGN KEY (by_id) REFERENCES public.registry_person(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.development_casemove
    ADD CONSTRAINT development_casemove_development_id_bf31b89f_fk_developme FOREIGN KEY (development_id) REFERENCES public.development_development(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.development_development
    ADD CONSTRAINT development_developm_applicant_id_dd531574_fk_developme FOREIGN KEY (applicant_id) REFERENCES public.development_applicant(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.development_development
    ADD CONSTRAINT development_developm_edition_by_id_a2d4c6ef_fk_registry_ FOREIGN KEY (edition_by_id) REFERENCES public.registry_person(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.development_development
    ADD CONSTRAINT development_developm_former_id_cd4924b5_fk_registry_ FOREIGN KEY (former_id) REFERENCES public.registry_person(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.development_development
    ADD CONSTRAINT development_developm_organization_id_cef1e35f_fk_registry_ FOREIGN KEY (organization_id) REFERENCES public.registry_organization(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.development_development
    ADD CONSTRAINT development_developm_person_id_d160eac1_fk_registry_ FOREIGN KEY (person_id) REFERENCES public.registry_person(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.development_development
    ADD CONSTRAINT development_development_case_id_812c30e8_fk_flow_case_id FOREIGN KEY (case_id) REFERENCES public.flow_case(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.development_guide
    ADD CONSTRAINT development_guide_development_id_f5292ea1_fk_developme FOREIGN KEY (development_id) REFERENCES public.development_development(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.development_guide
    ADD CONSTRAINT development_guide_person_id_50231720_fk_registry_person_id FOREIGN KEY (person_id) REFERENCES public.registry_person(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.development_localstep
    ADD CONSTRAINT development_localste_organization_id_eeb1dab7_fk_registry_ FOREIGN KEY (organization_id) REFERENCES public.registry_organization(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.development_paper
    ADD CONSTRAINT development_paper_taken_id_43978e65_fk_development_steptaken_id FOREIGN KEY (taken_id) REFERENCES public.development_steptaken(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.development_scan
    ADD CONSTRAINT development_scan_by_id_7ce7f1dc_fk_registry_person_id FOREIGN KEY (by_id) REFERENCES public.registry_person(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.development_scan
    ADD CONSTRAINT development_scan_taken_id_183b140e_fk_development_steptaken_id FOREIGN KEY (taken_id) REFERENCES public.development_steptaken(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.development_scan
    ADD CONSTRAINT development_scan_taken_out_by_id_216e067f_fk_registry_person_id FOREIGN KEY (taken_out_by_id) REFERENCES public.registry_person(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.development_steptaken
    ADD CONSTRAINT development_steptake_development_id_a8e7b5b5_fk_developme FOREIGN KEY (development_id) REFERENCES public.development_development(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.development_steptaken
    ADD CONSTRAINT development_steptake_entered_by_id_b461be1d_fk_registry_ FOREIGN KEY (entered_by_id) REFERENCES public.registry_person(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.development_steptaken
    ADD CONSTRAINT development_steptake_local_id_e81808d7_fk_developme FOREIGN KEY (local_id) REFERENCES public.development_localstep(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.development_steptaken
    ADD CONSTRAINT development_steptake_office_id_e1dc263d_fk_registry_ FOREIGN KEY (office_id) REFERENCES public.registry_organization(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.development_steptaken
    ADD CONSTRAINT development_steptake_withdrawn_by_id_099015d1_fk_registry_ FOREIGN KEY (withdrawn_by_id) REFERENCES public.registry_person(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.development_steptaken
    ADD CONSTRAINT development_steptaken_notice_id_355011a0_fk_openness_notice_id FOREIGN KEY (notice_id) REFERENCES public.openness_notice(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.development_vote
    ADD CONSTRAINT development_vote_development_id_b04bbd8d_fk_developme FOREIGN KEY (development_id) REFERENCES public.development_development(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.development_vote
    ADD CONSTRAINT development_vote_item_id_3dd8273e_fk_meetings_item_id FOREIGN KEY (item_id) REFERENCES public.meetings_item(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.dues_branchaccount
    ADD CONSTRAINT dues_branchaccount_case_id_6dc04c29_fk_flow_case_id FOREIGN KEY (case_id) REFERENCES public.flow_case(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.dues_branchaccount
    ADD CONSTRAINT dues_branchaccount_organization_id_11230006_fk_registry_ FOREIGN KEY (organization_id) REFERENCES public.registry_organization(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.dues_branchaccount
    ADD CONSTRAINT dues_branchaccount_prepared_by_id_b4ce76a8_fk_registry_ FOREIGN KEY (prepared_by_id) REFERENCES public.registry_person(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.dues_branchaccount
    ADD CONSTRAINT dues_branchaccount_signed_by_id_ed3fcfd7_fk_registry_person_id FOREIGN KEY (signed_by_id) REFERENCES public.registry_person(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.dues_declaration
    ADD CONSTRAINT dues_declaration_declared_by_id_b5963407_fk_registry_person_id FOREIGN KEY (declared_by_id) REFERENCES public.registry_person(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.dues_declaration
    ADD CONSTRAINT dues_declaration_person_id_45d0de0b_fk_registry_person_id FOREIGN KEY (person_id) REFERENCES public.registry_person(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.dues_entry
    ADD CONSTRAINT dues_entry_booked_by_id_75daeb98_fk_registry_person_id FOREIGN KEY (booked_by_id) REFERENCES public.registry_person(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.dues_entry
    ADD CONSTRAINT dues_entry_organization_id_18159fa5_fk_registry_organization_id FOREIGN KEY (organization_id) REFERENCES public.registry_organization(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.dues_entry
    ADD CONSTRAINT dues_entry_other_id_69408833_fk_registry_organization_id FOREIGN KEY (other_id) REFERENCES public.registry_organization(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.dues_entry
    ADD CONSTRAINT dues_entry_payer_id_fe0caad9_fk_registry_person_id FOREIGN KEY (payer_id) REFERENCES public.registry_person(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.dues_entry
    ADD CONSTRAINT dues_entry_reverses_id_00fc8910_fk_dues_entry_id FOREIGN KEY (reverses_id) REFERENCES public.dues_entry(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.dues_farmeramount
    ADD CONSTRAINT dues_farmeramount_organization_id_e9dceba2_fk_registry_ FOREIGN KEY (organization_id) REFERENCES public.registry_organization(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.dues_relief
    ADD CONSTRAINT dues_relief_case_id_4a808b6b_fk_flow_case_id FOREIGN KEY (case_id) REFERENCES public.flow_case(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.dues_relief
    ADD CONSTRAINT dues_relief_decided_by_id_25baae83_fk_registry_person_id FOREIGN KEY (decided_by_id) REFERENCES public.registry_person(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.dues_relief
    ADD CONSTRAINT dues_relief_ended_by_id_1f7ba70c_fk_registry_person_id FOREIGN KEY (ended_by_id) REFERENCES public.registry_person(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.dues_relief
    ADD CONSTRAINT dues_relief_organization_id_883bfd4e_fk_registry_ FOREIGN KEY (organization_id) REFERENCES public.registry_organization(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.dues_relief
    ADD CONSTRAINT dues_relief_person_id_0162cabb_fk_registry_person_id FOREIGN KEY (person_id) REFERENCES public.registry_person(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.dues_relief
    ADD CONSTRAINT dues_relief_proposed_by_id_6d9cb81a_fk_registry_person_id FOREIGN KEY (proposed_by_id) REFERENCES public.registry_person(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.dues_share
    ADD CONSTRAINT dues_share_entry_id_6a941975_fk_dues_entry_id FOREIGN KEY (entry_id) REFERENCES public.dues_entry(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.feeds_entry
    ADD CONSTRAINT feeds_entry_decided_by_id_012279e0_fk_registry_person_id FOREIGN KEY (decided_by_id) REFERENCES public.registry_person(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.feeds_entry
    ADD CONSTRAINT feeds_entry_source_id_4e6fa139_fk_feeds_source_id FOREIGN KEY (source_id) REFERENCES public.feeds_source(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.feeds_sighting
    ADD CONSTRAINT feeds_sighting_entry_id_f8d51b61_fk_feeds_entry_id FOREIGN KEY (entry_id) REFERENCES public.feeds_entry(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.feeds_sighting
    ADD CONSTRAINT feeds_sighting_source_id_23f8c621_fk_feeds_source_id FOREIGN KEY (source_id) REFERENCES public.feeds_source(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.feeds_source
    ADD CONSTRAINT feeds_source_approved_by_id_430cba9a_fk_registry_person_id FOREIGN KEY (approved_by_id) REFERENCES public.registry_person(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.feeds_source
    ADD CONSTRAINT feeds_source_organization_id_912a6d58_fk_registry_ FOREIGN KEY (organization_id) REFERENCES public.registry_organization(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.flow_absence
    ADD CONSTRAINT flow_absence_person_id_723e6864_fk_registry_person_id FOREIGN KEY (person_id) REFERENCES public.registry_person(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.flow_absence
    ADD CONSTRAINT flow_absence_substitute_id_1054e06e_fk_registry_person_id FOREIGN KEY (substitute_id) REFERENCES public.registry_person(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.flow_bar
    ADD CONSTRAINT flow_bar_case_id_54c569f1_fk_flow_case_id FOREIGN KEY (case_id) REFERENCES public.flow_case(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.flow_bar
    ADD CONSTRAINT flow_bar_organization_id_c800de5b_fk_registry_organization_id FOREIGN KEY (organization_id) REFERENCES public.registry_organization(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.flow_bar
    ADD CONSTRAINT flow_bar_person_id_8e1660d5_fk_registry_person_id FOREIGN KEY (person_id) REFERENCES public.registry_person(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.flow_case
    ADD CONSTRAINT flow_case_continues_id_9b9b70b5_fk_flow_case_id FOREIGN KEY (continues_id) REFERENCES public.flow_case(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.flow_case
    ADD CONSTRAINT flow_case_edition_id_88e9e92a_fk_flow_edition_id FOREIGN KEY (edition_id) REFERENCES public.flow_edition(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.flow_case
    ADD CONSTRAINT flow_case_organization_id_747ad929_fk_registry_organization_id FOREIGN KEY (organization_id) REFERENCES public.registry_organization(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.flow_caseterm
    ADD CONSTRAINT flow_caseterm_case_id_d8308245_fk_flow_case_id FOREIGN KEY (case_id) REFERENCES public.flow_case(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.flow_edition
    ADD CONSTRAINT flow_edition_procedure_id_8da448d8_fk_flow_procedure_id FOREIGN KEY (procedure_id) REFERENCES public.flow_procedure(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.flow_edition
    ADD CONSTRAINT flow_edition_published_by_id_1a0c679b_fk_registry_person_id FOREIGN KEY (published_by_id) REFERENCES public.registry_person(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.flow_editionpaper
    ADD CONSTRAINT flow_editionpaper_edition_id_ee288e96_fk_flow_edition_id FOREIGN KEY (edition_id) REFERENCES public.flow_edition(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.flow_editionrecipient
    ADD CONSTRAINT flow_editionrecipien_organization_id_6855ca3a_fk_registry_ FOREIGN KEY (organization_id) REFERENCES public.registry_organization(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.flow_editionrecipient
    ADD CONSTRAINT flow_editionrecipient_edition_id_c48040fe_fk_flow_edition_id FOREIGN KEY (edition_id) REFERENCES public.flow_edition(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.flow_editionterm
    ADD CONSTRAINT flow_editionterm_edition_id_20bbe713_fk_flow_edition_id FOREIGN KEY (edition_id) REFERENCES public.flow_edition(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.flow_editionword
    ADD CONSTRAINT flow_editionword_edition_id_da7057be_fk_flow_edition_id FOREIGN KEY (edition_id) REFERENCES public.flow_edition(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.flow_extension
    ADD CONSTRAINT flow_extension_asked_by_id_3f8d4438_fk_registry_person_id FOREIGN KEY (asked_by_id) REFERENCES public.registry_person(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.flow_extension
    ADD CONSTRAINT flow_extension_decided_by_id_4fb57d08_fk_registry_person_id FOREIGN KEY (decided_by_id) REFERENCES public.registry_person(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.flow_extension
    ADD CONSTRAINT flow_extension_term_id_c98baf0a_fk_flow_caseterm_id FOREIGN KEY (term_id) REFERENCES public.flow_caseterm(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.flow_extension
    ADD CONSTRAINT flow_extension_todo_id_813e2270_fk_flow_todo_id FOREIGN KEY (todo_id) REFERENCES public.flow_todo(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.flow_pause
    ADD CONSTRAINT flow_pause_term_id_52d754ec_fk_flow_caseterm_id FOREIGN KEY (term_id) REFERENCES public.flow_caseterm(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.flow_step
    ADD CONSTRAINT flow_step_behalf_id_e04beddb_fk_registry_person_id FOREIGN KEY (behalf_id) REFERENCES public.registry_person(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.flow_step
    ADD CONSTRAINT flow_step_by_id_8cddc502_fk_registry_person_id FOREIGN KEY (by_id) REFERENCES public.registry_person(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.flow_step
    ADD CONSTRAINT flow_step_case_id_e6bcfb84_fk_flow_case_id FOREIGN KEY (case_id) REFERENCES public.flow_case(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.flow_step
    ADD CONSTRAINT flow_step_office_id_1227f3e4_fk_registry_organization_id FOREIGN KEY (office_id) REFERENCES public.registry_organization(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.flow_todo
    ADD CONSTRAINT flow_todo_asked_by_id_f33dd717_fk_registry_person_id FOREIGN KEY (asked_by_id) REFERENCES public.registry_person(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.flow_todo
    ADD CONSTRAINT flow_todo_case_id_e913216f_fk_flow_case_id FOREIGN KEY (case_id) REFERENCES public.flow_case(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.flow_todo
    ADD CONSTRAINT flow_todo_closed_by_id_721e4b84_fk_registry_person_id FOREIGN KEY (closed_by_id) REFERENCES public.registry_person(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.flow_todo
    ADD CONSTRAINT flow_todo_for_organization_id_fb41da89_fk_registry_ FOREIGN KEY (for_organization_id) REFERENCES public.registry_organization(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.flow_todo
    ADD CONSTRAINT flow_todo_for_person_id_c672160c_fk_registry_person_id FOREIGN KEY (for_person_id) REFERENCES public.registry_person(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.flow_todo
    ADD CONSTRAINT flow_todo_received_by_id_2a4242eb_fk_registry_person_id FOREIGN KEY (received_by_id) REFERENCES public.registry_person(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.flow_transfer
    ADD CONSTRAINT flow_transfer_by_id_567ca4f1_fk_registry_person_id FOREIGN KEY (by_id) REFERENCES public.registry_person(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.flow_transfer
    ADD CONSTRAINT flow_transfer_case_id_78477a91_fk_flow_case_id FOREIGN KEY (case_id) REFERENCES public.flow_case(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.flow_transfer
    ADD CONSTRAINT flow_transfer_from_edition_id_14292ece_fk_flow_edition_id FOREIGN KEY (from_edition_id) REFERENCES public.flow_edition(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.flow_transfer
    ADD CONSTRAINT flow_transfer_to_edition_id_211d47f8_fk_flow_edition_id FOREIGN KEY (to_edition_id) REFERENCES public.flow_edition(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.flow_transfer
    ADD CONSTRAINT flow_transfer_undone_by_id_cf5d4735_fk_registry_person_id FOREIGN KEY (undone_by_id) REFERENCES public.registry_person(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.forum_answer
    ADD CONSTRAINT forum_answer_by_id_bc3b15db_fk_registry_person_id FOREIGN KEY (by_id) REFERENCES public.registry_person(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.forum_answer
    ADD CONSTRAINT forum_answer_topic_id_ffbb24d9_fk_forum_topic_id FOREIGN KEY (topic_id) REFERENCES public.forum_topic(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.forum_consultation
    ADD CONSTRAINT forum_consultation_answered_by_id_529b03f7_fk_registry_ FOREIGN KEY (answered_by_id) REFERENCES public.registry_person(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.forum_consultation
    ADD CONSTRAINT forum_consultation_asker_id_07549061_fk_registry_person_id FOREIGN KEY (asker_id) REFERENCES public.registry_person(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.forum_consultation
    ADD CONSTRAINT forum_consultation_expert_id_eb8f998a_fk_forum_expert_id FOREIGN KEY (expert_id) REFERENCES public.forum_expert(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.forum_consultation
    ADD CONSTRAINT forum_consultation_organization_id_66f55aac_fk_registry_ FOREIGN KEY (organization_id) REFERENCES public.registry_organization(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.forum_consultation
    ADD CONSTRAINT forum_consultation_todo_id_4181a197_fk_flow_todo_id FOREIGN KEY (todo_id) REFERENCES public.flow_todo(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.forum_contribution
    ADD CONSTRAINT forum_contribution_author_id_3d79a365_fk_registry_person_id FOREIGN KEY (author_id) REFERENCES public.registry_person(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.forum_contribution
    ADD CONSTRAINT forum_contribution_removal_id_53c08e5c_fk_forum_removal_id FOREIGN KEY (removal_id) REFERENCES public.forum_removal(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.forum_contribution
    ADD CONSTRAINT forum_contribution_thread_id_5e342bea_fk_forum_thread_id FOREIGN KEY (thread_id) REFERENCES public.forum_thread(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.forum_expert
    ADD CONSTRAINT forum_expert_named_by_id_49625ab8_fk_registry_person_id FOREIGN KEY (named_by_id) REFERENCES public.registry_person(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.forum_expert
    ADD CONSTRAINT forum_expert_organization_id_fcbca32d_fk_registry_ FOREIGN KEY (organization_id) REFERENCES public.registry_organization(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.forum_expert
    ADD CONSTRAINT forum_expert_person_id_aa4b0123_fk_registry_person_id FOREIGN KEY (person_id) REFERENCES public.registry_person(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.forum_opinion
    ADD CONSTRAINT forum_opinion_answered_by_id_ac37279a_fk_registry_person_id FOREIGN KEY (answered_by_id) REFERENCES public.registry_person(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.forum_opinion
    ADD CONSTRAINT forum_opinion_todo_id_de0c0161_fk_flow_todo_id FOREIGN KEY (todo_id) REFERENCES public.flow_todo(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.forum_paper
    ADD CONSTRAINT forum_paper_author_id_3399011f_fk_registry_person_id FOREIGN KEY (author_id) REFERENCES public.registry_person(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.forum_paper
    ADD CONSTRAINT forum_paper_decided_by_id_15c95d95_fk_registry_person_id FOREIGN KEY (decided_by_id) REFERENCES public.registry_person(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.forum_paper
    ADD CONSTRAINT forum_paper_seminar_id_7b99b5e7_fk_forum_seminar_id FOREIGN KEY (seminar_id) REFERENCES public.forum_seminar(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.forum_paper
    ADD CONSTRAINT forum_paper_thread_id_793df0f0_fk_forum_thread_id FOREIGN KEY (thread_id) REFERENCES public.forum_thread(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.forum_paper
    ADD CONSTRAINT forum_paper_todo_id_623b56af_fk_flow_todo_id FOREIGN KEY (todo_id) REFERENCES public.flow_todo(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.forum_removal
    ADD CONSTRAINT forum_removal_contribution_id_ae0cda12_fk_forum_contribution_id FOREIGN KEY (contribution_id) REFERENCES public.forum_contribution(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.forum_removal
    ADD CONSTRAINT forum_removal_ended_by_id_7a5688e7_fk_registry_person_id FOREIGN KEY (ended_by_id) REFERENCES public.registry_person(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.forum_removal
    ADD CONSTRAINT forum_removal_hidden_by_id_8d200f9f_fk_registry_person_id FOREIGN KEY (hidden_by_id) REFERENCES public.registry_person(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.forum_removal
    ADD CONSTRAINT forum_removal_judge_id_370a9f04_fk_registry_person_id FOREIGN KEY (judge_id) REFERENCES public.registry_person(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.forum_removal
    ADD CONSTRAINT forum_removal_todo_id_d962ceaf_fk_flow_todo_id FOREIGN KEY (todo_id) REFERENCES public.flow_todo(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.forum_review
    ADD CONSTRAINT forum_review_asked_by_id_1ed115e5_fk_registry_person_id FOREIGN KEY (asked_by_id) REFERENCES public.registry_person(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.forum_review
    ADD CONSTRAINT forum_review_author_branch_id_192eb74c_fk_registry_ FOREIGN KEY (author_branch_id) REFERENCES public.registry_organization(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.forum_review
    ADD CONSTRAINT forum_review_author_id_22219036_fk_registry_person_id FOREIGN KEY (author_id) REFERENCES public.registry_person(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.forum_review
    ADD CONSTRAINT forum_review_expert_id_f08b7862_fk_forum_expert_id FOREIGN KEY (expert_id) REFERENCES public.forum_expert(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.forum_review
    ADD CONSTRAINT forum_review_paper_id_a7dbc3a8_fk_forum_paper_id FOREIGN KEY (paper_id) REFERENCES public.forum_paper(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.forum_review
    ADD CONSTRAINT forum_review_reviewer_branch_id_1046e703_fk_registry_ FOREIGN KEY (reviewer_branch_id) REFERENCES public.registry_organization(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.forum_review
    ADD CONSTRAINT forum_review_reviewer_id_64e581bc_fk_registry_person_id FOREIGN KEY (reviewer_id) REFERENCES public.registry_person(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.forum_review
    ADD CONSTRAINT forum_review_todo_id_0fb58279_fk_flow_todo_id FOREIGN KEY (todo_id) REFERENCES public.flow_todo(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.forum_seminar
    ADD CONSTRAINT forum_seminar_opened_by_id_466f1d3f_fk_registry_person_id FOREIGN KEY (opened_by_id) REFERENCES public.registry_person(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.forum_seminar
    ADD CONSTRAINT forum_seminar_organization_id_4dc80529_fk_registry_ FOREIGN KEY (organization_id) REFERENCES public.registry_organization(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.forum_thread
    ADD CONSTRAINT forum_thread_opened_by_id_2c4c09fd_fk_registry_person_id FOREIGN KEY (opened_by_id) REFERENCES public.registry_person(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.forum_thread
    ADD CONSTRAINT forum_thread_organization_id_6edf666b_fk_registry_ FOREIGN KEY (organization_id) REFERENCES public.registry_organization(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.forum_thread
    ADD CONSTRAINT forum_thread_todo_id_21e1f457_fk_flow_todo_id FOREIGN KEY (todo_id) REFERENCES public.flow_todo(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.forum_topic
    ADD CONSTRAINT forum_topic_thread_id_69c90a8b_fk_forum_thread_id FOREIGN KEY (thread_id) REFERENCES public.forum_thread(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.handover_call
    ADD CONSTRAINT handover_call_handover_id_0b5a53bc_fk_handover_handover_id FOREIGN KEY (handover_id) REFERENCES public.handover_handover(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.handover_call
    ADD CONSTRAINT handover_call_todo_id_47a9b5ae_fk_flow_todo_id FOREIGN KEY (todo_id) REFERENCES public.flow_todo(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.handover_handover
    ADD CONSTRAINT handover_handover_assented_by_id_1265a6c0_fk_registry_person_id FOREIGN KEY (assented_by_id) REFERENCES public.registry_person(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.handover_handover
    ADD CONSTRAINT handover_handover_consent_id_f515b1f3_fk_registry_consent_id FOREIGN KEY (consent_id) REFERENCES public.registry_consent(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.handover_handover
    ADD CONSTRAINT handover_handover_cooling_off_id_b1938370_fk_registry_ FOREIGN KEY (cooling_off_id) REFERENCES public.registry_coolingoff(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.handover_handover
    ADD CONSTRAINT handover_handover_giver_id_0c76a853_fk_registry_person_id FOREIGN KEY (giver_id) REFERENCES public.registry_person(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.handover_handover
    ADD CONSTRAINT handover_handover_giver_signed_by_id_54d1b7a9_fk_registry_ FOREIGN KEY (giver_signed_by_id) REFERENCES public.registry_person(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.handover_handover
    ADD CONSTRAINT handover_handover_organization_id_f022bbf8_fk_registry_ FOREIGN KEY (organization_id) REFERENCES public.registry_organization(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.handover_handover
    ADD CONSTRAINT handover_handover_started_by_id_ae3c2125_fk_registry_person_id FOREIGN KEY (started_by_id) REFERENCES public.registry_person(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.handover_handover
    ADD CONSTRAINT handover_handover_successor_id_7c17801b_fk_registry_person_id FOREIGN KEY (successor_id) REFERENCES public.registry_person(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.handover_line
    ADD CONSTRAINT handover_line_grant_id_f5c7af01_fk_registry_rolegrant_id FOREIGN KEY (grant_id) REFERENCES public.registry_rolegrant(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.handover_line
    ADD CONSTRAINT handover_line_handover_id_97ad9d23_fk_handover_handover_id FOREIGN KEY (handover_id) REFERENCES public.handover_handover(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.handover_line
    ADD CONSTRAINT handover_line_post_id_647fde23_fk_registry_post_id FOREIGN KEY (post_id) REFERENCES public.registry_post(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.handover_line
    ADD CONSTRAINT handover_line_todo_id_505bda6b_fk_flow_todo_id FOREIGN KEY (todo_id) REFERENCES public.flow_todo(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.handover_review
    ADD CONSTRAINT handover_review_cooling_off_id_9bde355a_fk_registry_ FOREIGN KEY (cooling_off_id) REFERENCES public.registry_coolingoff(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.handover_review
    ADD CONSTRAINT handover_review_done_by_id_bc365419_fk_registry_person_id FOREIGN KEY (done_by_id) REFERENCES public.registry_person(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.honours_drive
    ADD CONSTRAINT honours_drive_office_id_9c8d4b15_fk_registry_organization_id FOREIGN KEY (office_id) REFERENCES public.registry_organization(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.honours_drive
    ADD CONSTRAINT honours_drive_opened_by_id_90a9d463_fk_registry_person_id FOREIGN KEY (opened_by_id) REFERENCES public.registry_person(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.honours_honour
    ADD CONSTRAINT honours_honour_entered_by_id_00937126_fk_registry_person_id FOREIGN KEY (entered_by_id) REFERENCES public.registry_person(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.honours_honour
    ADD CONSTRAINT honours_honour_nomination_id_7f3a7cc3_fk_honours_nomination_id FOREIGN KEY (nomination_id) REFERENCES public.honours_nomination(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.honours_honour
    ADD CONSTRAINT honours_honour_person_id_46ac8457_fk_registry_person_id FOREIGN KEY (person_id) REFERENCES public.registry_person(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.honours_honour
    ADD CONSTRAINT honours_honour_unit_id_b03d52e4_fk_registry_organization_id FOREIGN KEY (unit_id) REFERENCES public.registry_organization(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.honours_nomination
    ADD CONSTRAINT honours_nomination_author_id_d2fae539_fk_registry_person_id FOREIGN KEY (author_id) REFERENCES public.registry_person(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.honours_nomination
    ADD CONSTRAINT honours_nomination_case_id_0bb684aa_fk_flow_case_id FOREIGN KEY (case_id) REFERENCES public.flow_case(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.honours_nomination
    ADD CONSTRAINT honours_nomination_drive_id_23cc024d_fk_honours_drive_id FOREIGN KEY (drive_id) REFERENCES public.honours_drive(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.honours_nomination
    ADD CONSTRAINT honours_nomination_notice_id_6bd7887c_fk_openness_notice_id FOREIGN KEY (notice_id) REFERENCES public.openness_notice(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.honours_nomination
    ADD CONSTRAINT honours_nomination_organization_id_9a85e11b_fk_registry_ FOREIGN KEY (organization_id) REFERENCES public.registry_organization(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.honours_nomination
    ADD CONSTRAINT honours_nomination_person_id_74ec033c_fk_registry_person_id FOREIGN KEY (person_id) REFERENCES public.registry_person(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.honours_nomination
    ADD CONSTRAINT honours_nomination_unit_id_e4ca5430_fk_registry_organization_id FOREIGN KEY (unit_id) REFERENCES public.registry_organization(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.kernel_cosignature
    ADD CONSTRAINT kernel_cosignature_witness_id_068e888e_fk_kernel_kn FOREIGN KEY (witness_id) REFERENCES public.kernel_knownwitness(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.kernel_holidaynotice
    ADD CONSTRAINT kernel_holidaynotice_replaces_id_8ed11264_fk_kernel_ho FOREIGN KEY (replaces_id) REFERENCES public.kernel_holidaynotice(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.kernel_instrument
    ADD CONSTRAINT kernel_instrument_repealed_by_id_83bad41d_fk_kernel_in FOREIGN KEY (repealed_by_id) REFERENCES public.kernel_instrument(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.kernel_localoverride
    ADD CONSTRAINT kernel_localoverride_rule_id_ac90e354_fk_kernel_rule_id FOREIGN KEY (rule_id) REFERENCES public.kernel_rule(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.kernel_ruleversion
    ADD CONSTRAINT kernel_ruleversion_instrument_id_ad55c66d_fk_kernel_in FOREIGN KEY (instrument_id) REFERENCES public.kernel_instrument(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.kernel_ruleversion
    ADD CONSTRAINT kernel_ruleversion_rule_id_c96a7874_fk_kernel_rule_id FOREIGN KEY (rule_id) REFERENCES public.kernel_rule(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.library_admission
    ADD CONSTRAINT library_admission_author_id_fe4722ce_fk_registry_person_id FOREIGN KEY (author_id) REFERENCES public.registry_person(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.library_admission
    ADD CONSTRAINT library_admission_case_id_c275f466_fk_flow_case_id FOREIGN KEY (case_id) REFERENCES public.flow_case(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.library_admission
    ADD CONSTRAINT library_admission_document_id_8d4186db_fk_library_document_id FOREIGN KEY (document_id) REFERENCES public.library_document(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.library_admission
    ADD CONSTRAINT library_admission_draft_id_3b5c73ad_fk_library_draft_id FOREIGN KEY (draft_id) REFERENCES public.library_draft(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.library_attachment
    ADD CONSTRAINT library_attachment_document_id_ea49966a_fk_library_document_id FOREIGN KEY (document_id) REFERENCES public.library_document(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.library_document
    ADD CONSTRAINT library_document_office_id_da78f567_fk_registry_organization_id FOREIGN KEY (office_id) REFERENCES public.registry_organization(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.library_draft
    ADD CONSTRAINT library_draft_author_id_fd9d8746_fk_registry_person_id FOREIGN KEY (author_id) REFERENCES public.registry_person(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.library_draft
    ADD CONSTRAINT library_draft_document_id_c9c5fe4e_fk_library_document_id FOREIGN KEY (document_id) REFERENCES public.library_document(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.library_draft
    ADD CONSTRAINT library_draft_upload_id_7862681b_fk_library_upload_id FOREIGN KEY (upload_id) REFERENCES public.library_upload(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.library_link
    ADD CONSTRAINT library_link_origin_id_05786ffa_fk_library_document_id FOREIGN KEY (origin_id) REFERENCES public.library_document(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.library_link
    ADD CONSTRAINT library_link_target_id_c0d595b2_fk_library_document_id FOREIGN KEY (target_id) REFERENCES public.library_document(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.library_reading
    ADD CONSTRAINT library_reading_document_id_f5b7a3a6_fk_library_document_id FOREIGN KEY (document_id) REFERENCES public.library_document(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.library_reading
    ADD CONSTRAINT library_reading_person_id_99e1ec32_fk_registry_person_id FOREIGN KEY (person_id) REFERENCES public.registry_person(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.library_scanpage
    ADD CONSTRAINT library_scanpage_confirmed_by_id_4075af73_fk_registry_person_id FOREIGN KEY (confirmed_by_id) REFERENCES public.registry_person(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.library_scanpage
    ADD CONSTRAINT library_scanpage_upload_id_2acc20aa_fk_library_upload_id FOREIGN KEY (upload_id) REFERENCES public.library_upload(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.library_upload
    ADD CONSTRAINT library_upload_document_id_6f44a270_fk_library_document_id FOREIGN KEY (document_id) REFERENCES public.library_document(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.meetings_candidate
    ADD CONSTRAINT meetings_candidate_item_id_2438c91b_fk_meetings_item_id FOREIGN KEY (item_id) REFERENCES public.meetings_item(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.meetings_candidate
    ADD CONSTRAINT meetings_candidate_person_id_184677de_fk_registry_person_id FOREIGN KEY (person_id) REFERENCES public.registry_person(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.meetings_count
    ADD CONSTRAINT meetings_count_entered_by_id_16644777_fk_registry_person_id FOREIGN KEY (entered_by_id) REFERENCES public.registry_person(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.meetings_count
    ADD CONSTRAINT meetings_count_item_id_089963bb_fk_meetings_item_id FOREIGN KEY (item_id) REFERENCES public.meetings_item(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.meetings_count
    ADD CONSTRAINT meetings_count_scrutineer_id_14a7ad05_fk_registry_person_id FOREIGN KEY (scrutineer_id) REFERENCES public.registry_person(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.meetings_count
    ADD CONSTRAINT meetings_count_teller_id_70d0d52f_fk_registry_person_id FOREIGN KEY (teller_id) REFERENCES public.registry_person(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.meetings_exemption
    ADD CONSTRAINT meetings_exemption_entered_by_id_0da9b3d1_fk_registry_person_id FOREIGN KEY (entered_by_id) REFERENCES public.registry_person(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.meetings_exemption
    ADD CONSTRAINT meetings_exemption_meeting_id_9dbe470c_fk_meetings_meeting_id FOREIGN KEY (meeting_id) REFERENCES public.meetings_meeting(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.meetings_exemption
    ADD CONSTRAINT meetings_exemption_person_id_01ee7285_fk_registry_person_id FOREIGN KEY (person_id) REFERENCES public.registry_person(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.meetings_item
    ADD CONSTRAINT meetings_item_follows_id_9b5dd32d_fk_meetings_item_id FOREIGN KEY (follows_id) REFERENCES public.meetings_item(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.meetings_item
    ADD CONSTRAINT meetings_item_meeting_id_2a00af32_fk_meetings_meeting_id FOREIGN KEY (meeting_id) REFERENCES public.meetings_meeting(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.meetings_item
    ADD CONSTRAINT meetings_item_person_id_1f1d33d9_fk_registry_person_id FOREIGN KEY (person_id) REFERENCES public.registry_person(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.meetings_meeting
    ADD CONSTRAINT meetings_meeting_case_id_af5918a1_fk_flow_case_id FOREIGN KEY (case_id) REFERENCES public.flow_case(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.meetings_meeting
    ADD CONSTRAINT meetings_meeting_chair_id_012029df_fk_registry_person_id FOREIGN KEY (chair_id) REFERENCES public.registry_person(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.meetings_meeting
    ADD CONSTRAINT meetings_meeting_confirmed_by_id_6cdeca93_fk_registry_person_id FOREIGN KEY (confirmed_by_id) REFERENCES public.registry_person(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.meetings_meeting
    ADD CONSTRAINT meetings_meeting_counted_by_id_36558880_fk_registry_person_id FOREIGN KEY (counted_by_id) REFERENCES public.registry_person(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.meetings_meeting
    ADD CONSTRAINT meetings_meeting_organization_id_44a104ea_fk_registry_ FOREIGN KEY (organization_id) REFERENCES public.registry_organization(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.meetings_voter
    ADD CONSTRAINT meetings_voter_meeting_id_b6a5127a_fk_meetings_meeting_id FOREIGN KEY (meeting_id) REFERENCES public.meetings_meeting(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.meetings_voter
    ADD CONSTRAINT meetings_voter_person_id_926325b7_fk_registry_person_id FOREIGN KEY (person_id) REFERENCES public.registry_person(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.membership_correctionrequest
    ADD CONSTRAINT membership_correctio_decided_by_id_a93e40b8_fk_registry_ FOREIGN KEY (decided_by_id) REFERENCES public.registry_person(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.membership_correctionrequest
    ADD CONSTRAINT membership_correctio_person_id_993f20e4_fk_registry_ FOREIGN KEY (person_id) REFERENCES public.registry_person(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.membership_correctionrequest
    ADD CONSTRAINT membership_correctionrequest_todo_id_0d91cd4f_fk_flow_todo_id FOREIGN KEY (todo_id) REFERENCES public.flow_todo(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.membership_datacheck
    ADD CONSTRAINT membership_datacheck_person_id_cfe50779_fk_registry_person_id FOREIGN KEY (person_id) REFERENCES public.registry_person(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.membership_errand
    ADD CONSTRAINT membership_errand_asker_id_5a97eb47_fk_registry_person_id FOREIGN KEY (asker_id) REFERENCES public.registry_person(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.membership_errand
    ADD CONSTRAINT membership_errand_confirmed_by_id_9c0739df_fk_registry_ FOREIGN KEY (confirmed_by_id) REFERENCES public.registry_person(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.membership_errand
    ADD CONSTRAINT membership_errand_filled_by_id_b4333830_fk_registry_person_id FOREIGN KEY (filled_by_id) REFERENCES public.registry_person(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.membership_errand
    ADD CONSTRAINT membership_errand_helper_id_34bac34d_fk_registry_person_id FOREIGN KEY (helper_id) REFERENCES public.registry_person(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.membership_errand
    ADD CONSTRAINT membership_errand_office_id_f93cd5b5_fk_registry_ FOREIGN KEY (office_id) REFERENCES public.registry_organization(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.membership_errand
    ADD CONSTRAINT membership_errand_person_id_e52785aa_fk_registry_person_id FOREIGN KEY (person_id) REFERENCES public.registry_person(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.membership_proposeditem
    ADD CONSTRAINT membership_proposedi_errand_id_f20c3ff0_fk_membershi FOREIGN KEY (errand_id) REFERENCES public.membership_errand(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.membership_requesteditem
    ADD CONSTRAINT membership_requested_request_id_fce6cfeb_fk_membershi FOREIGN KEY (request_id) REFERENCES public.membership_correctionrequest(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.membership_step
    ADD CONSTRAINT membership_step_by_id_45ea546b_fk_registry_person_id FOREIGN KEY (by_id) REFERENCES public.registry_person(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.membership_step
    ADD CONSTRAINT membership_step_errand_id_ecb5802f_fk_membership_errand_id FOREIGN KEY (errand_id) REFERENCES public.membership_errand(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.membership_step
    ADD CONSTRAINT membership_step_todo_id_fd3e4a46_fk_flow_todo_id FOREIGN KEY (todo_id) REFERENCES public.flow_todo(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.mfa_authenticator
    ADD CONSTRAINT mfa_authenticator_user_id_0c3a50c0_fk_registry_account_id FOREIGN KEY (user_id) REFERENCES public.registry_account(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.openness_application
    ADD CONSTRAINT openness_application_account_id_8219d7c0_fk_registry_account_id FOREIGN KEY (account_id) REFERENCES public.registry_account(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.openness_application
    ADD CONSTRAINT openness_application_case_id_7586849f_fk_flow_case_id FOREIGN KEY (case_id) REFERENCES public.flow_case(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.openness_application
    ADD CONSTRAINT openness_application_drafted_by_id_7f295c3c_fk_registry_ FOREIGN KEY (drafted_by_id) REFERENCES public.registry_person(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.openness_application
    ADD CONSTRAINT openness_application_entered_by_id_3ffdf163_fk_registry_ FOREIGN KEY (entered_by_id) REFERENCES public.registry_person(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.openness_application
    ADD CONSTRAINT openness_application_organization_id_12a02227_fk_registry_ FOREIGN KEY (organization_id) REFERENCES public.registry_organization(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.openness_application
    ADD CONSTRAINT openness_application_reviewed_by_id_247a1da6_fk_registry_ FOREIGN KEY (reviewed_by_id) REFERENCES public.registry_person(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.openness_audience
    ADD CONSTRAINT openness_audience_organization_id_3bb48056_fk_registry_ FOREIGN KEY (organization_id) REFERENCES public.registry_organization(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.openness_audience
    ADD CONSTRAINT openness_audience_proposal_id_26051e8a_fk_openness_proposal_id FOREIGN KEY (proposal_id) REFERENCES public.openness_proposal(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.openness_item
    ADD CONSTRAINT openness_item_current_id_43ef6a56_fk_openness_proposal_id FOREIGN KEY (current_id) REFERENCES public.openness_proposal(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.openness_item
    ADD CONSTRAINT openness_item_organization_id_9830c76b_fk_registry_ FOREIGN KEY (organization_id) REFERENCES public.registry_organization(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.openness_notice
    ADD CONSTRAINT openness_notice_approved_by_id_c469fff7_fk_registry_person_id FOREIGN KEY (approved_by_id) REFERENCES public.registry_person(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.openness_notice
    ADD CONSTRAINT openness_notice_author_id_5697a338_fk_registry_person_id FOREIGN KEY (author_id) REFERENCES public.registry_person(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.openness_notice
    ADD CONSTRAINT openness_notice_case_id_94e254e7_fk_flow_case_id FOREIGN KEY (case_id) REFERENCES public.flow_case(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.openness_notice
    ADD CONSTRAINT openness_notice_content_by_id_7f54184e_fk_registry_person_id FOREIGN KEY (content_by_id) REFERENCES public.registry_person(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.openness_notice
    ADD CONSTRAINT openness_notice_organization_id_63567566_fk_registry_ FOREIGN KEY (organization_id) REFERENCES public.registry_organization(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.openness_notice
    ADD CONSTRAINT openness_notice_secrecy_by_id_6558e72f_fk_registry_person_id FOREIGN KEY (secrecy_by_id) REFERENCES public.registry_person(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.openness_objection
    ADD CONSTRAINT openness_objection_case_id_5dcf878c_fk_flow_case_id FOREIGN KEY (case_id) REFERENCES public.flow_case(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.openness_objection
    ADD CONSTRAINT openness_objection_notice_id_c8033afd_fk_openness_notice_id FOREIGN KEY (notice_id) REFERENCES public.openness_notice(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.openness_personnelentry
    ADD CONSTRAINT openness_personnelen_author_id_73c55523_fk_registry_ FOREIGN KEY (author_id) REFERENCES public.registry_person(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.openness_personnelentry
    ADD CONSTRAINT openness_personnelen_corrects_id_04ff0850_fk_openness_ FOREIGN KEY (corrects_id) REFERENCES public.openness_personnelentry(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.openness_personnelentry
    ADD CONSTRAINT openness_personnelen_notice_id_d40eab51_fk_openness_ FOREIGN KEY (notice_id) REFERENCES public.openness_notice(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.openness_personnelentry
    ADD CONSTRAINT openness_personnelen_organization_id_9cc847d0_fk_registry_ FOREIGN KEY (organization_id) REFERENCES public.registry_organization(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.openness_personnelentry
    ADD CONSTRAINT openness_personnelen_reviewed_by_id_b74640f4_fk_registry_ FOREIGN KEY (reviewed_by_id) REFERENCES public.registry_person(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.openness_personnelentry
    ADD CONSTRAINT openness_personnelentry_case_id_5834eba2_fk_flow_case_id FOREIGN KEY (case_id) REFERENCES public.flow_case(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.openness_proposal
    ADD CONSTRAINT openness_proposal_approved_by_id_9fb026de_fk_registry_person_id FOREIGN KEY (approved_by_id) REFERENCES public.registry_person(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.openness_proposal
    ADD CONSTRAINT openness_proposal_author_id_a3af342b_fk_registry_person_id FOREIGN KEY (author_id) REFERENCES public.registry_person(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.openness_proposal
    ADD CONSTRAINT openness_proposal_case_id_ecc9566d_fk_flow_case_id FOREIGN KEY (case_id) REFERENCES public.flow_case(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.openness_proposal
    ADD CONSTRAINT openness_proposal_implemented_by_id_a6931c45_fk_registry_ FOREIGN KEY (implemented_by_id) REFERENCES public.registry_person(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.openness_proposal
    ADD CONSTRAINT openness_proposal_item_id_7b923c3b_fk_openness_item_id FOREIGN KEY (item_id) REFERENCES public.openness_item(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.openness_proposal
    ADD CONSTRAINT openness_proposal_reviewed_by_id_2b1a8da4_fk_registry_person_id FOREIGN KEY (reviewed_by_id) REFERENCES public.registry_person(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.portal_article
    ADD CONSTRAINT portal_article_page_ptr_id_c0ddf187_fk_wagtailcore_page_id FOREIGN KEY (page_ptr_id) REFERENCES public.wagtailcore_page(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.portal_column
    ADD CONSTRAINT portal_column_organization_id_c7203246_fk_registry_ FOREIGN KEY (organization_id) REFERENCES public.registry_organization(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.portal_column
    ADD CONSTRAINT portal_column_page_ptr_id_aed62671_fk_wagtailcore_page_id FOREIGN KEY (page_ptr_id) REFERENCES public.wagtailcore_page(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.portal_picture
    ADD CONSTRAINT portal_picture_article_id_dfaca675_fk_portal_ar FOREIGN KEY (article_id) REFERENCES public.portal_article(page_ptr_id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.portal_publication
    ADD CONSTRAINT portal_publication_article_id_0af96946_fk_portal_ar FOREIGN KEY (article_id) REFERENCES public.portal_article(page_ptr_id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.portal_publication
    ADD CONSTRAINT portal_publication_column_id_0daa87be_fk_portal_co FOREIGN KEY (column_id) REFERENCES public.portal_column(page_ptr_id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.portal_publication
    ADD CONSTRAINT portal_publication_submission_id_7aa33f4c_fk_portal_su FOREIGN KEY (submission_id) REFERENCES public.portal_submission(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.portal_signature
    ADD CONSTRAINT portal_signature_office_id_4ba3d63f_fk_registry_organization_id FOREIGN KEY (office_id) REFERENCES public.registry_organization(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.portal_signature
    ADD CONSTRAINT portal_signature_signer_id_b769304b_fk_registry_person_id FOREIGN KEY (signer_id) REFERENCES public.registry_person(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.portal_signature
    ADD CONSTRAINT portal_signature_submission_id_30333a9e_fk_portal_submission_id FOREIGN KEY (submission_id) REFERENCES public.portal_submission(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.portal_submission
    ADD CONSTRAINT portal_submission_article_id_10a7140d_fk_portal_ar FOREIGN KEY (article_id) REFERENCES public.portal_article(page_ptr_id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.portal_submission
    ADD CONSTRAINT portal_submission_author_id_eaaed027_fk_registry_person_id FOREIGN KEY (author_id) REFERENCES public.registry_person(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.portal_submission
    ADD CONSTRAINT portal_submission_case_id_986defe8_fk_flow_case_id FOREIGN KEY (case_id) REFERENCES public.flow_case(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.portal_submission
    ADD CONSTRAINT portal_submission_column_id_f101f5bb_fk_portal_co FOREIGN KEY (column_id) REFERENCES public.portal_column(page_ptr_id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.portal_submission
    ADD CONSTRAINT portal_submission_revision_id_d35516f8_fk_wagtailco FOREIGN KEY (revision_id) REFERENCES public.wagtailcore_revision(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.portal_theme
    ADD CONSTRAINT portal_theme_column_ptr_id_90c29973_fk_portal_co FOREIGN KEY (column_ptr_id) REFERENCES public.portal_column(page_ptr_id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.procrastinate_events
    ADD CONSTRAINT procrastinate_events_job_id_fkey FOREIGN KEY (job_id) REFERENCES public.procrastinate_jobs(id) ON DELETE CASCADE;
ALTER TABLE ONLY public.procrastinate_jobs
    ADD CONSTRAINT procrastinate_jobs_worker_id_fkey FOREIGN KEY (worker_id) REFERENCES public.procrastinate_workers(id) ON DELETE SET NULL;
ALTER TABLE ONLY public.procrastinate_periodic_defers
    ADD CONSTRAINT procrastinate_periodic_defers_job_id_fkey FOREIGN KEY (job_id) REFERENCES public.procrastinate_jobs(id);
ALTER TABLE ONLY public.registry_account
    ADD CONSTRAINT registry_account_person_id_f4cafbf1_fk_registry_person_id FOREIGN KEY (person_id) REFERENCES public.registry_person(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.registry_activationcode
    ADD CONSTRAINT registry_activationc_issued_by_id_52bccb77_fk_registry_ FOREIGN KEY (issued_by_id) REFERENCES public.registry_person(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.registry_activationcode
    ADD CONSTRAINT registry_activationc_person_id_26f9be73_fk_registry_ FOREIGN KEY (person_id) REFERENCES public.registry_person(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.registry_committeeterm
    ADD CONSTRAINT registry_committeete_organization_id_3af97483_fk_registry_ FOREIGN KEY (organization_id) REFERENCES public.registry_organization(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.registry_consent
    ADD CONSTRAINT registry_consent_checker_id_81163c33_fk_registry_person_id FOREIGN KEY (checker_id) REFERENCES public.registry_person(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.registry_consent
    ADD CONSTRAINT registry_consent_concerns_id_eff05701_fk_registry_person_id FOREIGN KEY (concerns_id) REFERENCES public.registry_person(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.registry_consent
    ADD CONSTRAINT registry_consent_concerns_too_id_25e55571_fk_registry_person_id FOREIGN KEY (concerns_too_id) REFERENCES public.registry_person(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.registry_consent
    ADD CONSTRAINT registry_consent_emergency_id_492ae592_fk_registry_emergency_id FOREIGN KEY (emergency_id) REFERENCES public.registry_emergency(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.registry_consent
    ADD CONSTRAINT registry_consent_maker_id_b2040059_fk_registry_person_id FOREIGN KEY (maker_id) REFERENCES public.registry_person(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.registry_consent
    ADD CONSTRAINT registry_consent_organization_id_2b7f90ff_fk_registry_ FOREIGN KEY (organization_id) REFERENCES public.registry_organization(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.registry_consent
    ADD CONSTRAINT registry_consent_place_id_364e5b83_fk_registry_organization_id FOREIGN KEY (place_id) REFERENCES public.registry_organization(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.registry_coolingoff
    ADD CONSTRAINT registry_coolingoff_noticed_by_id_5b8c226e_fk_registry_ FOREIGN KEY (noticed_by_id) REFERENCES public.registry_person(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.registry_coolingoff
    ADD CONSTRAINT registry_coolingoff_person_id_4094400a_fk_registry_person_id FOREIGN KEY (person_id) REFERENCES public.registry_person(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.registry_distinction
    ADD CONSTRAINT registry_distinction_by_id_3224aea6_fk_registry_person_id FOREIGN KEY (by_id) REFERENCES public.registry_person(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.registry_distinction
    ADD CONSTRAINT registry_distinction_one_id_c60ea0ad_fk_registry_person_id FOREIGN KEY (one_id) REFERENCES public.registry_person(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.registry_distinction
    ADD CONSTRAINT registry_distinction_other_id_3c9f0f8d_fk_registry_person_id FOREIGN KEY (other_id) REFERENCES public.registry_person(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.registry_education
    ADD CONSTRAINT registry_education_person_id_ae5c0c09_fk_registry_person_id FOREIGN KEY (person_id) REFERENCES public.registry_person(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.registry_emergency
    ADD CONSTRAINT registry_emergency_consent_id_00307a99_fk_registry_consent_id FOREIGN KEY (consent_id) REFERENCES public.registry_consent(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.registry_emergency
    ADD CONSTRAINT registry_emergency_one_id_e4c353b1_fk_registry_person_id FOREIGN KEY (one_id) REFERENCES public.registry_person(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.registry_emergency
    ADD CONSTRAINT registry_emergency_organization_id_c53647a7_fk_registry_ FOREIGN KEY (organization_id) REFERENCES public.registry_organization(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.registry_emergency
    ADD CONSTRAINT registry_emergency_other_id_d6a32ec3_fk_registry_person_id FOREIGN KEY (other_id) REFERENCES public.registry_person(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.registry_emergency
    ADD CONSTRAINT registry_emergency_reviewed_by_id_73792a17_fk_registry_ FOREIGN KEY (reviewed_by_id) REFERENCES public.registry_person(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.registry_employment
    ADD CONSTRAINT registry_employment_person_id_30fd6a09_fk_registry_person_id FOREIGN KEY (person_id) REFERENCES public.registry_person(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.registry_export
    ADD CONSTRAINT registry_export_consent_id_5a255337_fk_registry_consent_id FOREIGN KEY (consent_id) REFERENCES public.registry_consent(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.registry_floating
    ADD CONSTRAINT registry_floating_person_id_00257a09_fk_registry_person_id FOREIGN KEY (person_id) REFERENCES public.registry_person(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.registry_hardship
    ADD CONSTRAINT registry_hardship_person_id_e48dcbb0_fk_registry_person_id FOREIGN KEY (person_id) REFERENCES public.registry_person(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.registry_import
    ADD CONSTRAINT registry_import_organization_id_d557b489_fk_registry_ FOREIGN KEY (organization_id) REFERENCES public.registry_organization(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.registry_import
    ADD CONSTRAINT registry_import_started_by_id_d9989d10_fk_registry_person_id FOREIGN KEY (started_by_id) REFERENCES public.registry_person(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.registry_importrow
    ADD CONSTRAINT registry_importrow_organization_id_e795694a_fk_registry_ FOREIGN KEY (organization_id) REFERENCES public.registry_organization(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.registry_importrow
    ADD CONSTRAINT registry_importrow_person_id_3dd64d5e_fk_registry_person_id FOREIGN KEY (person_id) REFERENCES public.registry_person(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.registry_importrow
    ADD CONSTRAINT registry_importrow_run_id_63363ff8_fk_registry_import_id FOREIGN KEY (run_id) REFERENCES public.registry_import(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.registry_inspection
    ADD CONSTRAINT registry_inspection_by_id_c41255f9_fk_registry_person_id FOREIGN KEY (by_id) REFERENCES public.registry_person(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.registry_inspection
    ADD CONSTRAINT registry_inspection_consent_id_cad9eb00_fk_registry_consent_id FOREIGN KEY (consent_id) REFERENCES public.registry_consent(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.registry_inspection
    ADD CONSTRAINT registry_inspection_person_id_aba31763_fk_registry_person_id FOREIGN KEY (person_id) REFERENCES public.registry_person(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.registry_lostcontact
    ADD CONSTRAINT registry_lostcontact_person_id_bba57691_fk_registry_person_id FOREIGN KEY (person_id) REFERENCES public.registry_person(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.registry_membership
    ADD CONSTRAINT registry_membership_group_id_52e88a0b_fk_registry_ FOREIGN KEY (group_id) REFERENCES public.registry_organization(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.registry_membership
    ADD CONSTRAINT registry_membership_organization_id_406c304f_fk_registry_ FOREIGN KEY (organization_id) REFERENCES public.registry_organization(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.registry_membership
    ADD CONSTRAINT registry_membership_person_id_7bab2f0d_fk_registry_person_id FOREIGN KEY (person_id) REFERENCES public.registry_person(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.registry_merger
    ADD CONSTRAINT registry_merger_consent_id_4d2a015e_fk_registry_consent_id FOREIGN KEY (consent_id) REFERENCES public.registry_consent(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.registry_merger
    ADD CONSTRAINT registry_merger_gone_id_7c00cbe5_fk_registry_person_id FOREIGN KEY (gone_id) REFERENCES public.registry_person(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.registry_merger
    ADD CONSTRAINT registry_merger_kept_id_332cbfd5_fk_registry_person_id FOREIGN KEY (kept_id) REFERENCES public.registry_person(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.registry_naming
    ADD CONSTRAINT registry_naming_organization_id_ec9e5002_fk_registry_ FOREIGN KEY (organization_id) REFERENCES public.registry_organization(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.registry_opening
    ADD CONSTRAINT registry_opening_consent_id_65bc8ddb_fk_registry_consent_id FOREIGN KEY (consent_id) REFERENCES public.registry_consent(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.registry_opening
    ADD CONSTRAINT registry_opening_holder_id_52c5a035_fk_registry_person_id FOREIGN KEY (holder_id) REFERENCES public.registry_person(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.registry_opening
    ADD CONSTRAINT registry_opening_person_id_28e90274_fk_registry_person_id FOREIGN KEY (person_id) REFERENCES public.registry_person(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.registry_organization
    ADD CONSTRAINT registry_organizatio_parent_id_d7011f0a_fk_registry_ FOREIGN KEY (parent_id) REFERENCES public.registry_organization(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.registry_parentage
    ADD CONSTRAINT registry_parentage_organization_id_93e506be_fk_registry_ FOREIGN KEY (organization_id) REFERENCES public.registry_organization(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.registry_parentage
    ADD CONSTRAINT registry_parentage_parent_id_4a7ef36e_fk_registry_ FOREIGN KEY (parent_id) REFERENCES public.registry_organization(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.registry_person
    ADD CONSTRAINT registry_person_organization_id_4e46801a_fk_registry_ FOREIGN KEY (organization_id) REFERENCES public.registry_organization(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.registry_post
    ADD CONSTRAINT registry_post_organization_id_08a7af6b_fk_registry_ FOREIGN KEY (organization_id) REFERENCES public.registry_organization(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.registry_post
    ADD CONSTRAINT registry_post_person_id_943c4cd1_fk_registry_person_id FOREIGN KEY (person_id) REFERENCES public.registry_person(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.registry_post
    ADD CONSTRAINT registry_post_term_id_86f0f3b8_fk_registry_committeeterm_id FOREIGN KEY (term_id) REFERENCES public.registry_committeeterm(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.registry_relative
    ADD CONSTRAINT registry_relative_person_id_fcc4a905_fk_registry_person_id FOREIGN KEY (person_id) REFERENCES public.registry_person(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.registry_restorecode
    ADD CONSTRAINT registry_restorecode_person_id_82cb9f7d_fk_registry_person_id FOREIGN KEY (person_id) REFERENCES public.registry_person(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.registry_rolegrant
    ADD CONSTRAINT registry_rolegrant_consent_id_550dbe77_fk_registry_consent_id FOREIGN KEY (consent_id) REFERENCES public.registry_consent(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.registry_rolegrant
    ADD CONSTRAINT registry_rolegrant_granted_by_id_ccbd2dce_fk_registry_person_id FOREIGN KEY (granted_by_id) REFERENCES public.registry_person(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.registry_rolegrant
    ADD CONSTRAINT registry_rolegrant_holder_id_a322c376_fk_registry_person_id FOREIGN KEY (holder_id) REFERENCES public.registry_person(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.registry_rolegrant
    ADD CONSTRAINT registry_rolegrant_organization_id_d6650a95_fk_registry_ FOREIGN KEY (organization_id) REFERENCES public.registry_organization(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.registry_sanction
    ADD CONSTRAINT registry_sanction_entered_by_id_0519ef48_fk_registry_person_id FOREIGN KEY (entered_by_id) REFERENCES public.registry_person(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.registry_sanction
    ADD CONSTRAINT registry_sanction_person_id_78af0020_fk_registry_person_id FOREIGN KEY (person_id) REFERENCES public.registry_person(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.registry_session
    ADD CONSTRAINT registry_session_account_id_050cadfe_fk_registry_account_id FOREIGN KEY (account_id) REFERENCES public.registry_account(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.registry_standing
    ADD CONSTRAINT registry_standing_person_id_3c281c47_fk_registry_person_id FOREIGN KEY (person_id) REFERENCES public.registry_person(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.registry_stayabroad
    ADD CONSTRAINT registry_stayabroad_person_id_970f5fe3_fk_registry_person_id FOREIGN KEY (person_id) REFERENCES public.registry_person(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.registry_unitlink
    ADD CONSTRAINT registry_unitlink_organization_id_b26bafe7_fk_registry_ FOREIGN KEY (organization_id) REFERENCES public.registry_organization(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.registry_unitlink
    ADD CONSTRAINT registry_unitlink_unit_id_6c9b2570_fk_registry_unit_id FOREIGN KEY (unit_id) REFERENCES public.registry_unit(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.search_passage
    ADD CONSTRAINT search_passage_entry_id_1881a4ea_fk_search_entry_id FOREIGN KEY (entry_id) REFERENCES public.search_entry(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.search_uncounted
    ADD CONSTRAINT search_uncounted_passage_id_bb7bd621_fk_search_passage_id FOREIGN KEY (passage_id) REFERENCES public.search_passage(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.taggit_taggeditem
    ADD CONSTRAINT taggit_taggeditem_content_type_id_9957a03c_fk_django_co FOREIGN KEY (content_type_id) REFERENCES public.django_content_type(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.taggit_taggeditem
    ADD CONSTRAINT taggit_taggeditem_tag_id_f4f5b767_fk_taggit_tag_id FOREIGN KEY (tag_id) REFERENCES public.taggit_tag(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.transfers_contactnote
    ADD CONSTRAINT transfers_contactnot_floating_id_30727f07_fk_registry_ FOREIGN KEY (floating_id) REFERENCES public.registry_floating(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.transfers_contactnote
    ADD CONSTRAINT transfers_contactnot_organization_id_4dcb69da_fk_registry_ FOREIGN KEY (organization_id) REFERENCES public.registry_organization(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.transfers_contactnote
    ADD CONSTRAINT transfers_contactnote_by_id_afd4f58c_fk_registry_person_id FOREIGN KEY (by_id) REFERENCES public.registry_person(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.transfers_contactnote
    ADD CONSTRAINT transfers_contactnote_guest_id_74a2cd22_fk_transfers_guest_id FOREIGN KEY (guest_id) REFERENCES public.transfers_guest(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.transfers_guest
    ADD CONSTRAINT transfers_guest_floating_id_cc0ebb5b_fk_registry_floating_id FOREIGN KEY (floating_id) REFERENCES public.registry_floating(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.transfers_guest
    ADD CONSTRAINT transfers_guest_organization_id_ca758ec7_fk_registry_ FOREIGN KEY (organization_id) REFERENCES public.registry_organization(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.transfers_guest
    ADD CONSTRAINT transfers_guest_person_id_8594417e_fk_registry_person_id FOREIGN KEY (person_id) REFERENCES public.registry_person(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.transfers_introduction
    ADD CONSTRAINT transfers_introducti_handler_id_1ebc4bf1_fk_registry_ FOREIGN KEY (handler_id) REFERENCES public.registry_person(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.transfers_introduction
    ADD CONSTRAINT transfers_introducti_issuer_id_c50c55aa_fk_registry_ FOREIGN KEY (issuer_id) REFERENCES public.registry_organization(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.transfers_introduction
    ADD CONSTRAINT transfers_introducti_transfer_id_0d2186ef_fk_transfers FOREIGN KEY (transfer_id) REFERENCES public.transfers_transfer(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.transfers_introduction
    ADD CONSTRAINT transfers_introduction_person_id_31acd57d_fk_registry_person_id FOREIGN KEY (person_id) REFERENCES public.registry_person(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.transfers_transfer
    ADD CONSTRAINT transfers_transfer_case_id_54b923d1_fk_flow_case_id FOREIGN KEY (case_id) REFERENCES public.flow_case(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.transfers_transfer
    ADD CONSTRAINT transfers_transfer_from_branch_id_033d49d8_fk_registry_ FOREIGN KEY (from_branch_id) REFERENCES public.registry_organization(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.transfers_transfer
    ADD CONSTRAINT transfers_transfer_person_id_d400b6fe_fk_registry_person_id FOREIGN KEY (person_id) REFERENCES public.registry_person(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.transfers_transfer
    ADD CONSTRAINT transfers_transfer_receiver_id_eb812582_fk_registry_ FOREIGN KEY (receiver_id) REFERENCES public.registry_organization(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.transfers_transfer
    ADD CONSTRAINT transfers_transfer_sender_id_dfc1af8b_fk_registry_ FOREIGN KEY (sender_id) REFERENCES public.registry_organization(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.transfers_transfer
    ADD CONSTRAINT transfers_transfer_to_branch_id_2066278f_fk_registry_ FOREIGN KEY (to_branch_id) REFERENCES public.registry_organization(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.voices_answer
    ADD CONSTRAINT voices_answer_drafted_by_id_ab1154bd_fk_registry_person_id FOREIGN KEY (drafted_by_id) REFERENCES public.registry_person(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.voices_answer
    ADD CONSTRAINT voices_answer_letter_id_299d8c3a_fk_voices_letter_id FOREIGN KEY (letter_id) REFERENCES public.voices_letter(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.voices_answer
    ADD CONSTRAINT voices_answer_office_id_a95528ef_fk_registry_organization_id FOREIGN KEY (office_id) REFERENCES public.registry_organization(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.voices_answer
    ADD CONSTRAINT voices_answer_signed_by_id_f3b7b4a8_fk_registry_person_id FOREIGN KEY (signed_by_id) REFERENCES public.registry_person(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.voices_channel
    ADD CONSTRAINT voices_channel_organization_id_b121ff8e_fk_registry_ FOREIGN KEY (organization_id) REFERENCES public.registry_organization(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.voices_channel
    ADD CONSTRAINT voices_channel_set_by_id_6bd7827f_fk_registry_person_id FOREIGN KEY (set_by_id) REFERENCES public.registry_person(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.voices_letter
    ADD CONSTRAINT voices_letter_case_id_eb26505f_fk_flow_case_id FOREIGN KEY (case_id) REFERENCES public.flow_case(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.voices_letter
    ADD CONSTRAINT voices_letter_entered_by_id_dfad0dca_fk_registry_person_id FOREIGN KEY (entered_by_id) REFERENCES public.registry_person(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.voices_letter
    ADD CONSTRAINT voices_letter_leading_id_d6b39320_fk_voices_letter_id FOREIGN KEY (leading_id) REFERENCES public.voices_letter(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.voices_letter
    ADD CONSTRAINT voices_letter_mailbox_id_38acb978_fk_voices_mailbox_id FOREIGN KEY (mailbox_id) REFERENCES public.voices_mailbox(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.voices_letter
    ADD CONSTRAINT voices_letter_organization_id_72f8ade4_fk_registry_ FOREIGN KEY (organization_id) REFERENCES public.registry_organization(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.voices_letter
    ADD CONSTRAINT voices_letter_published_by_id_d0518585_fk_registry_person_id FOREIGN KEY (published_by_id) REFERENCES public.registry_person(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.voices_mailbox
    ADD CONSTRAINT voices_mailbox_leader_id_c1274067_fk_registry_person_id FOREIGN KEY (leader_id) REFERENCES public.registry_person(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.voices_mailbox
    ADD CONSTRAINT voices_mailbox_organization_id_b3f559e9_fk_registry_ FOREIGN KEY (organization_id) REFERENCES public.registry_organization(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.voices_message
    ADD CONSTRAINT voices_message_by_id_cee21a9c_fk_registry_person_id FOREIGN KEY (by_id) REFERENCES public.registry_person(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.voices_message
    ADD CONSTRAINT voices_message_letter_id_5d349c55_fk_voices_letter_id FOREIGN KEY (letter_id) REFERENCES public.voices_letter(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.voices_message
    ADD CONSTRAINT voices_message_writer_id_44fb26a6_fk_voices_writer_id FOREIGN KEY (writer_id) REFERENCES public.voices_writer(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.voices_notice
    ADD CONSTRAINT voices_notice_by_id_c258e596_fk_registry_person_id FOREIGN KEY (by_id) REFERENCES public.registry_person(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.voices_notice
    ADD CONSTRAINT voices_notice_letter_id_af99c4d9_fk_voices_letter_id FOREIGN KEY (letter_id) REFERENCES public.voices_letter(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.voices_notice
    ADD CONSTRAINT voices_notice_office_id_6232180b_fk_registry_organization_id FOREIGN KEY (office_id) REFERENCES public.registry_organization(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.voices_rating
    ADD CONSTRAINT voices_rating_answer_id_fa9cce63_fk_voices_answer_id FOREIGN KEY (answer_id) REFERENCES public.voices_answer(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.voices_rating
    ADD CONSTRAINT voices_rating_writer_id_cf958e8a_fk_voices_writer_id FOREIGN KEY (writer_id) REFERENCES public.voices_writer(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.voices_writer
    ADD CONSTRAINT voices_writer_account_id_1eeca42d_fk_registry_account_id FOREIGN KEY (account_id) REFERENCES public.registry_account(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.voices_writer
    ADD CONSTRAINT voices_writer_letter_id_29a534de_fk_voices_letter_id FOREIGN KEY (letter_id) REFERENCES public.voices_letter(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.wagtailcore_apitoken
    ADD CONSTRAINT wagtailcore_apitoken_user_id_49b1141b_fk_registry_account_id FOREIGN KEY (user_id) REFERENCES public.registry_account(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.wagtailcore_collectionviewrestriction
    ADD CONSTRAINT wagtailcore_collecti_collection_id_761908ec_fk_wagtailco FOREIGN KEY (collection_id) REFERENCES public.wagtailcore_collection(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.wagtailcore_collectionviewrestriction_groups
    ADD CONSTRAINT wagtailcore_collecti_collectionviewrestri_47320efd_fk_wagtailco FOREIGN KEY (collectionviewrestriction_id) REFERENCES public.wagtailcore_collectionviewrestriction(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.wagtailcore_collectionviewrestriction_groups
    ADD CONSTRAINT wagtailcore_collecti_group_id_1823f2a3_fk_auth_grou FOREIGN KEY (group_id) REFERENCES public.auth_group(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.wagtailcore_comment
    ADD CONSTRAINT wagtailcore_comment_page_id_108444b5_fk_wagtailcore_page_id FOREIGN KEY (page_id) REFERENCES public.wagtailcore_page(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.wagtailcore_comment
    ADD CONSTRAINT wagtailcore_comment_resolved_by_id_a282aa0e_fk_registry_ FOREIGN KEY (resolved_by_id) REFERENCES public.registry_account(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.wagtailcore_comment
    ADD CONSTRAINT wagtailcore_comment_revision_created_id_1d058279_fk_wagtailco FOREIGN KEY (revision_created_id) REFERENCES public.wagtailcore_revision(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.wagtailcore_comment
    ADD CONSTRAINT wagtailcore_comment_user_id_0c577ca6_fk_registry_account_id FOREIGN KEY (user_id) REFERENCES public.registry_account(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.wagtailcore_commentreply
    ADD CONSTRAINT wagtailcore_commentr_comment_id_afc7e027_fk_wagtailco FOREIGN KEY (comment_id) REFERENCES public.wagtailcore_comment(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.wagtailcore_commentreply
    ADD CONSTRAINT wagtailcore_commentr_user_id_d0b3b9c3_fk_registry_ FOREIGN KEY (user_id) REFERENCES public.registry_account(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.wagtailcore_groupapprovaltask_groups
    ADD CONSTRAINT wagtailcore_groupapp_group_id_2e64b61f_fk_auth_grou FOREIGN KEY (group_id) REFERENCES public.auth_group(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.wagtailcore_groupapprovaltask_groups
    ADD CONSTRAINT wagtailcore_groupapp_groupapprovaltask_id_9a9255ea_fk_wagtailco FOREIGN KEY (groupapprovaltask_id) REFERENCES public.wagtailcore_groupapprovaltask(task_ptr_id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.wagtailcore_groupapprovaltask
    ADD CONSTRAINT wagtailcore_groupapp_task_ptr_id_cfe58781_fk_wagtailco FOREIGN KEY (task_ptr_id) REFERENCES public.wagtailcore_task(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.wagtailcore_groupcollectionpermission
    ADD CONSTRAINT wagtailcore_groupcol_collection_id_5423575a_fk_wagtailco FOREIGN KEY (collection_id) REFERENCES public.wagtailcore_collection(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.wagtailcore_groupcollectionpermission
    ADD CONSTRAINT wagtailcore_groupcol_group_id_05d61460_fk_auth_grou FOREIGN KEY (group_id) REFERENCES public.auth_group(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.wagtailcore_groupcollectionpermission
    ADD CONSTRAINT wagtailcore_groupcol_permission_id_1b626275_fk_auth_perm FOREIGN KEY (permission_id) REFERENCES public.auth_permission(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.wagtailcore_grouppagepermission
    ADD CONSTRAINT wagtailcore_grouppag_group_id_fc07e671_fk_auth_grou FOREIGN KEY (group_id) REFERENCES public.auth_group(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.wagtailcore_grouppagepermission
    ADD CONSTRAINT wagtailcore_grouppag_page_id_710b114a_fk_wagtailco FOREIGN KEY (page_id) REFERENCES public.wagtailcore_page(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.wagtailcore_grouppagepermission
    ADD CONSTRAINT wagtailcore_grouppag_permission_id_05acb22e_fk_auth_perm FOREIGN KEY (permission_id) REFERENCES public.auth_permission(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.wagtailcore_groupsitepermission
    ADD CONSTRAINT wagtailcore_groupsit_group_id_e5cdbee4_fk_auth_grou FOREIGN KEY (group_id) REFERENCES public.auth_group(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.wagtailcore_groupsitepermission
    ADD CONSTRAINT wagtailcore_groupsit_permission_id_459b1f38_fk_auth_perm FOREIGN KEY (permission_id) REFERENCES public.auth_permission(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.wagtailcore_groupsitepermission
    ADD CONSTRAINT wagtailcore_groupsit_site_id_245de488_fk_wagtailco FOREIGN KEY (site_id) REFERENCES public.wagtailcore_site(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.wagtailcore_modellogentry
    ADD CONSTRAINT wagtailcore_modellog_content_type_id_68849e77_fk_django_co FOREIGN KEY (content_type_id) REFERENCES public.django_content_type(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.wagtailcore_page
    ADD CONSTRAINT wagtailcore_page_alias_of_id_12945502_fk_wagtailcore_page_id FOREIGN KEY (alias_of_id) REFERENCES public.wagtailcore_page(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.wagtailcore_page
    ADD CONSTRAINT wagtailcore_page_content_type_id_c28424df_fk_django_co FOREIGN KEY (content_type_id) REFERENCES public.django_content_type(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.wagtailcore_page
    ADD CONSTRAINT wagtailcore_page_latest_revision_id_e60fef51_fk_wagtailco FOREIGN KEY (latest_revision_id) REFERENCES public.wagtailcore_revision(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.wagtailcore_page
    ADD CONSTRAINT wagtailcore_page_live_revision_id_930bd822_fk_wagtailco FOREIGN KEY (live_revision_id) REFERENCES public.wagtailcore_revision(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.wagtailcore_page
    ADD CONSTRAINT wagtailcore_page_locale_id_3c7e30a6_fk_wagtailcore_locale_id FOREIGN KEY (locale_id) REFERENCES public.wagtailcore_locale(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.wagtailcore_page
    ADD CONSTRAINT wagtailcore_page_locked_by_id_bcb86245_fk_registry_account_id FOREIGN KEY (locked_by_id) REFERENCES public.registry_account(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.wagtailcore_page
    ADD CONSTRAINT wagtailcore_page_owner_id_fbf7c332_fk_registry_account_id FOREIGN KEY (owner_id) REFERENCES public.registry_account(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.wagtailcore_pagelogentry
    ADD CONSTRAINT wagtailcore_pageloge_content_type_id_74e7708a_fk_django_co FOREIGN KEY (content_type_id) REFERENCES public.django_content_type(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.wagtailcore_revision
    ADD CONSTRAINT wagtailcore_pagerevi_user_id_2409d2f4_fk_registry_ FOREIGN KEY (user_id) REFERENCES public.registry_account(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.wagtailcore_pagesubscription
    ADD CONSTRAINT wagtailcore_pagesubs_page_id_a085e7a6_fk_wagtailco FOREIGN KEY (page_id) REFERENCES public.wagtailcore_page(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.wagtailcore_pagesubscription
    ADD CONSTRAINT wagtailcore_pagesubs_user_id_89d7def9_fk_registry_ FOREIGN KEY (user_id) REFERENCES public.registry_account(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.wagtailcore_pageviewrestriction_groups
    ADD CONSTRAINT wagtailcore_pageview_group_id_6460f223_fk_auth_grou FOREIGN KEY (group_id) REFERENCES public.auth_group(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.wagtailcore_pageviewrestriction
    ADD CONSTRAINT wagtailcore_pageview_page_id_15a8bea6_fk_wagtailco FOREIGN KEY (page_id) REFERENCES public.wagtailcore_page(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.wagtailcore_pageviewrestriction_groups
    ADD CONSTRAINT wagtailcore_pageview_pageviewrestriction__f147a99a_fk_wagtailco FOREIGN KEY (pageviewrestriction_id) REFERENCES public.wagtailcore_pageviewrestriction(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.wagtailcore_referenceindex
    ADD CONSTRAINT wagtailcore_referenc_base_content_type_id_313cf40f_fk_django_co FOREIGN KEY (base_content_type_id) REFERENCES public.django_content_type(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.wagtailcore_referenceindex
    ADD CONSTRAINT wagtailcore_referenc_content_type_id_766e0336_fk_django_co FOREIGN KEY (content_type_id) REFERENCES public.django_content_type(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.wagtailcore_referenceindex
    ADD CONSTRAINT wagtailcore_referenc_to_content_type_id_93690bbd_fk_django_co FOREIGN KEY (to_content_type_id) REFERENCES public.django_content_type(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.wagtailcore_revision
    ADD CONSTRAINT wagtailcore_revision_base_content_type_id_5b4ef7bd_fk_django_co FOREIGN KEY (base_content_type_id) REFERENCES public.django_content_type(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.wagtailcore_revision
    ADD CONSTRAINT wagtailcore_revision_content_type_id_c8cb69c0_fk_django_co FOREIGN KEY (content_type_id) REFERENCES public.django_content_type(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.wagtailcore_site
    ADD CONSTRAINT wagtailcore_site_root_page_id_e02fb95c_fk_wagtailcore_page_id FOREIGN KEY (root_page_id) REFERENCES public.wagtailcore_page(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.wagtailcore_task
    ADD CONSTRAINT wagtailcore_task_content_type_id_249ab8ba_fk_django_co FOREIGN KEY (content_type_id) REFERENCES public.django_content_type(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.wagtailcore_taskstate
    ADD CONSTRAINT wagtailcore_taskstat_content_type_id_0a758fdc_fk_django_co FOREIGN KEY (content_type_id) REFERENCES public.django_content_type(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.wagtailcore_taskstate
    ADD CONSTRAINT wagtailcore_taskstat_finished_by_id_13f98229_fk_registry_ FOREIGN KEY (finished_by_id) REFERENCES public.registry_account(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.wagtailcore_taskstate
    ADD CONSTRAINT wagtailcore_taskstat_revision_id_df25a499_fk_wagtailco FOREIGN KEY (revision_id) REFERENCES public.wagtailcore_revision(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.wagtailcore_taskstate
    ADD CONSTRAINT wagtailcore_taskstat_workflow_state_id_9239a775_fk_wagtailco FOREIGN KEY (workflow_state_id) REFERENCES public.wagtailcore_workflowstate(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.wagtailcore_taskstate
    ADD CONSTRAINT wagtailcore_taskstate_task_id_c3677c34_fk_wagtailcore_task_id FOREIGN KEY (task_id) REFERENCES public.wagtailcore_task(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.wagtailcore_uploadedfile
    ADD CONSTRAINT wagtailcore_uploaded_for_content_type_id_b0fc87b2_fk_django_co FOREIGN KEY (for_content_type_id) REFERENCES public.django_content_type(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.wagtailcore_uploadedfile
    ADD CONSTRAINT wagtailcore_uploaded_uploaded_by_user_id_c7580fe8_fk_registry_ FOREIGN KEY (uploaded_by_user_id) REFERENCES public.registry_account(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.wagtailcore_workflowstate
    ADD CONSTRAINT wagtailcore_workflow_base_content_type_id_a30dc576_fk_django_co FOREIGN KEY (base_content_type_id) REFERENCES public.django_content_type(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.wagtailcore_workflowstate
    ADD CONSTRAINT wagtailcore_workflow_content_type_id_2bb78ce1_fk_django_co FOREIGN KEY (content_type_id) REFERENCES public.django_content_type(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.wagtailcore_workflowcontenttype
    ADD CONSTRAINT wagtailcore_workflow_content_type_id_b261bb37_fk_django_co FOREIGN KEY (content_type_id) REFERENCES public.django_content_type(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.wagtailcore_workflowstate
    ADD CONSTRAINT wagtailcore_workflow_current_task_state_i_3a1a0632_fk_wagtailco FOREIGN KEY (current_task_state_id) REFERENCES public.wagtailcore_taskstate(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.wagtailcore_workflowpage
    ADD CONSTRAINT wagtailcore_workflow_page_id_81e7bab6_fk_wagtailco FOREIGN KEY (page_id) REFERENCES public.wagtailcore_page(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.wagtailcore_workflowstate
    ADD CONSTRAINT wagtailcore_workflow_requested_by_id_4090bca3_fk_registry_ FOREIGN KEY (requested_by_id) REFERENCES public.registry_account(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.wagtailcore_workflowtask
    ADD CONSTRAINT wagtailcore_workflow_task_id_ce7716fe_fk_wagtailco FOREIGN KEY (task_id) REFERENCES public.wagtailcore_task(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.wagtailcore_workflowstate
    ADD CONSTRAINT wagtailcore_workflow_workflow_id_1f18378f_fk_wagtailco FOREIGN KEY (workflow_id) REFERENCES public.wagtailcore_workflow(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.wagtailcore_workflowpage
    ADD CONSTRAINT wagtailcore_workflow_workflow_id_56f56ff6_fk_wagtailco FOREIGN KEY (workflow_id) REFERENCES public.wagtailcore_workflow(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.wagtailcore_workflowcontenttype
    ADD CONSTRAINT wagtailcore_workflow_workflow_id_9aad7cd2_fk_wagtailco FOREIGN KEY (workflow_id) REFERENCES public.wagtailcore_workflow(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.wagtailcore_workflowtask
    ADD CONSTRAINT wagtailcore_workflow_workflow_id_b9717175_fk_wagtailco FOREIGN KEY (workflow_id) REFERENCES public.wagtailcore_workflow(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.wagtailsearch_indexentry
    ADD CONSTRAINT wagtailsearch_indexe_content_type_id_62ed694f_fk_django_co FOREIGN KEY (content_type_id) REFERENCES public.django_content_type(id) DEFERRABLE INITIALLY DEFERRED;
