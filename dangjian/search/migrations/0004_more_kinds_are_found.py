"""Items of the catalogue, published answers to applications, chosen headlines: from now on found.

Those that stand there already: `dangjian search --rebuild`.
"""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('search', '0003_words_stay_in_the_row'),
    ]

    operations = [
        migrations.AlterField(
            model_name='entry',
            name='kind',
            field=models.CharField(choices=[('article', '网站文章'), ('notice', '公示'), ('document', '图书馆'), ('answer', '来信答复'), ('item', '公开目录'), ('disclosed', '依申请公开'), ('headline', '外地消息'), ('topic', '热点讨论'), ('note', '专家答问')], max_length=10, verbose_name='种类'),
        ),
        migrations.AlterField(
            model_name='passage',
            name='kind',
            field=models.CharField(choices=[('article', '网站文章'), ('notice', '公示'), ('document', '图书馆'), ('answer', '来信答复'), ('item', '公开目录'), ('disclosed', '依申请公开'), ('headline', '外地消息'), ('topic', '热点讨论'), ('note', '专家答问')], max_length=10),
        ),
        migrations.AlterField(
            model_name='rebuild',
            name='kind',
            field=models.CharField(choices=[('article', '网站文章'), ('notice', '公示'), ('document', '图书馆'), ('answer', '来信答复'), ('item', '公开目录'), ('disclosed', '依申请公开'), ('headline', '外地消息'), ('topic', '热点讨论'), ('note', '专家答问')], max_length=10, primary_key=True, serialize=False),
        ),
    ]
