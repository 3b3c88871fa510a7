<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>CellPanel</name>
    <message>
        <source>Marks of the reviewers</source>
        <translation>各位专家的评分</translation>
    </message>
    <message>
        <source>Earlier marks</source>
        <translation>历次评分</translation>
    </message>
    <message>
        <source>Mark</source>
        <translation>评分</translation>
    </message>
    <message>
        <source>Comment</source>
        <translation>评语</translation>
    </message>
    <message>
        <source>Save mark</source>
        <translation>保存评分</translation>
    </message>
    <message>
        <source>Withdraw</source>
        <translation>撤回</translation>
    </message>
    <message>
        <source>Recuse…</source>
        <translation>回避…</translation>
    </message>
    <message>
        <source>No carrier is chosen</source>
        <translation>没有选中载体</translation>
    </message>
    <message>
        <source>Marks: {0} of {1}</source>
        <translation>{0}/{1} 份评分</translation>
    </message>
    <message>
        <source>Not reviewed: {0}, a result needs {1}</source>
        <translation>未评审：{0}，至少要 {1} 份</translation>
    </message>
    <message>
        <source>Mean {0}</source>
        <translation>平均 {0}</translation>
    </message>
    <message>
        <source>{0} (without one highest and one lowest)</source>
        <translation>{0}（去掉最高、最低各一份）</translation>
    </message>
    <message>
        <source>spread {0}</source>
        <translation>分差 {0}</translation>
    </message>
    <message>
        <source>, </source>
        <translation>，</translation>
    </message>
    <message>
        <source>The rubric does not say what a mark means.</source>
        <translation>评分细则没有写明各档分数的含义。</translation>
    </message>
    <message>
        <source>This reviewer is recused already; withdraw it under Reviewers</source>
        <translation>这位专家已经回避；要撤销请到“评审专家”</translation>
    </message>
    <message>
        <source>There is no mark to withdraw</source>
        <translation>没有可以撤回的评分</translation>
    </message>
    <message>
        <source>Read only: the workspace is open elsewhere</source>
        <translation>只读：工作区正在别处打开</translation>
    </message>
    <message>
        <source>Add a reviewer first</source>
        <translation>请先加入评审专家</translation>
    </message>
    <message>
        <source>Recused: {0}</source>
        <translation>回避：{0}</translation>
    </message>
    <message>
        <source>mark of {0}</source>
        <translation>{0}的评分</translation>
    </message>
    <message>
        <source>Reviewer</source>
        <translation>专家</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>When</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>withdrawn</source>
        <translation>已撤回</translation>
    </message>
    <message>
        <source>From</source>
        <translation>来自</translation>
    </message>
    <message>
        <source>Recused</source>
        <translation>回避</translation>
    </message>
    <message>
        <source>Not counted</source>
        <translation>回避不计</translation>
    </message>
    <message>
        <source>Withdrawn</source>
        <translation>已撤回</translation>
    </message>
    <message>
        <source>Not yet</source>
        <translation>未评</translation>
    </message>
    <message>
        <source>Far from the others</source>
        <translation>与众相差较大</translation>
    </message>
    <message>
        <source>Counts</source>
        <translation>计入</translation>
    </message>
    <message>
        <source>What marks mean</source>
        <translation>评分标准</translation>
    </message>
    <message>
        <source>What marks mean, and earlier marks</source>
        <translation>评分锚点和历次评分</translation>
    </message>
</context>
<context>
    <name>ImportDialog</name>
    <message>
        <source>Marking sheets</source>
        <translation>评分表</translation>
    </message>
    <message>
        <source>Lines of the marking sheets</source>
        <translation>评分表的各行</translation>
    </message>
    <message>
        <source>The sheets have no line with a new mark or anything to find fault with.</source>
        <translation>评分表里没有新的评分，也没有问题。</translation>
    </message>
    <message>
        <source>Sheets: {0}. New marks: {1}, changed: {2}, as they are: {3}, left blank: {4}.</source>
        <translation>评分表 {0} 份：新评分 {1} 份，改评 {2} 份，与已有的相同 {3} 份，未评 {4} 份。</translation>
    </message>
    <message>
        <source>Sheets with errors: {0}. Nothing of them is stored unless you tick the lines one by one.</source>
        <translation>有错误的评分表 {0} 份，整份都不存入；确实要存的行，请逐行勾选。</translation>
    </message>
    <message>
        <source>Store marks: {0}</source>
        <translation>存入 {0} 份评分</translation>
    </message>
    <message>
        <source>There is nothing to store</source>
        <translation>没有可以存入的评分</translation>
    </message>
    <message>
        <source>Carrier</source>
        <translation>载体</translation>
    </message>
    <message>
        <source>Reviewer</source>
        <translation>专家</translation>
    </message>
    <message>
        <source>Cell</source>
        <translation>单元格</translation>
    </message>
    <message>
        <source>Indicator</source>
        <translation>指标</translation>
    </message>
    <message>
        <source>Mark</source>
        <translation>评分</translation>
    </message>
    <message>
        <source>Remarks</source>
        <translation>说明</translation>
    </message>
    <message>
        <source>changed, was {0}</source>
        <translation>改评，原为 {0}</translation>
    </message>
</context>
<context>
    <name>Matrix</name>
    <message>
        <source>Marks by carrier and indicator</source>
        <translation>各载体各指标的评分</translation>
    </message>
    <message>
        <source>Carrier</source>
        <translation>载体</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>{0} mean</source>
        <translation>{0} 平均</translation>
    </message>
    <message>
        <source>Not reviewed</source>
        <translation>未评审</translation>
    </message>
    <message>
        <source>Marks</source>
        <translation>份数</translation>
    </message>
    <message>
        <source>Spread</source>
        <translation>分差</translation>
    </message>
    <message>
        <source>Everybody who is to mark has marked</source>
        <translation>应评的专家都已评分</translation>
    </message>
    <message>
        <source>Missing: {0}</source>
        <translation>还没有评的：{0}</translation>
    </message>
    <message>
        <source>{0} wide</source>
        <translation>{0} 偏大</translation>
    </message>
    <message>
        <source>Marks missing: {0}</source>
        <translation>缺 {0} 份</translation>
    </message>
    <message>
        <source>All marked</source>
        <translation>已评齐</translation>
    </message>
    <message>
        <source>Recusals: {0}</source>
        <translation>回避 {0} 人</translation>
    </message>
    <message>
        <source>, </source>
        <translation>，</translation>
    </message>
</context>
<context>
    <name>PeoplePanel</name>
    <message>
        <source>Reviewers</source>
        <translation>评审专家</translation>
    </message>
    <message>
        <source>Recusals</source>
        <translation>回避</translation>
    </message>
    <message>
        <source>Nobody is recused. Choose a reviewer, then “Recuse…”: their marks for that carrier do not count.</source>
        <translation>没有登记回避。先选一位专家，再点“回避…”：该专家对所选载体的评分不计入。</translation>
    </message>
    <message>
        <source>Name of a reviewer</source>
        <translation>专家姓名</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>加入</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>移出</translation>
    </message>
    <message>
        <source>Write sheet…</source>
        <translation>写出评分表…</translation>
    </message>
    <message>
        <source>Recuse…</source>
        <translation>回避…</translation>
    </message>
    <message>
        <source>Withdraw recusal</source>
        <translation>撤销回避</translation>
    </message>
    <message>
        <source>Read only: the workspace is open elsewhere</source>
        <translation>只读：工作区正在别处打开</translation>
    </message>
    <message>
        <source>Choose a reviewer first</source>
        <translation>请先选中专家</translation>
    </message>
    <message>
        <source>This reviewer has marks; withdraw them first</source>
        <translation>这位专家已有评分，请先撤回评分</translation>
    </message>
    <message>
        <source>Choose a recusal first</source>
        <translation>请先选中一条回避</translation>
    </message>
    <message>
        <source>reviewer {0} added</source>
        <translation>加入专家{0}</translation>
    </message>
    <message>
        <source>reviewer {0} removed</source>
        <translation>移出专家{0}</translation>
    </message>
    <message>
        <source>recusal of {0} withdrawn</source>
        <translation>撤销{0}的回避</translation>
    </message>
    <message>
        <source>Reviewer</source>
        <translation>专家</translation>
    </message>
    <message>
        <source>Marked</source>
        <translation>已评</translation>
    </message>
    <message>
        <source>Aside</source>
        <translation>不计</translation>
    </message>
    <message>
        <source>Marks that do not count: the reviewer is recused</source>
        <translation>不计入的评分：专家已回避</translation>
    </message>
    <message>
        <source>Leaning</source>
        <translation>宽严</translation>
    </message>
    <message>
        <source>How far this reviewer&apos;s marks lie above the others&apos; for the same carriers (below: stricter), in per cent of the highest mark; over {0} marks</source>
        <translation>与其他专家对同一载体的评分相比，平均高出（为负则偏严）满分的百分之几；共 {0} 份评分</translation>
    </message>
    <message>
        <source>No carrier yet that somebody else has marked too</source>
        <translation>还没有别的专家也评过的载体</translation>
    </message>
    <message>
        <source>Carrier</source>
        <translation>载体</translation>
    </message>
    <message>
        <source>Relation</source>
        <translation>关系</translation>
    </message>
</context>
<context>
    <name>RecusalDialog</name>
    <message>
        <source>Recusal</source>
        <translation>回避</translation>
    </message>
    <message>
        <source>For example: was an adviser of the carrier</source>
        <translation>例如：曾任该载体顾问</translation>
    </message>
    <message>
        <source>Recuse</source>
        <translation>登记回避</translation>
    </message>
    <message>
        <source>Reviewer</source>
        <translation>专家</translation>
    </message>
    <message>
        <source>Carrier</source>
        <translation>载体</translation>
    </message>
    <message>
        <source>Relation</source>
        <translation>关系</translation>
    </message>
    <message>
        <source>The reviewer is not asked about this carrier any more. A mark that was given stays visible and does not count.</source>
        <translation>这位专家不再评这家载体；已有的评分保留可见，不计入。</translation>
    </message>
    <message>
        <source>Say what binds the reviewer and the carrier</source>
        <translation>请写明专家与载体的关系</translation>
    </message>
</context>
<context>
    <name>ReviewPage</name>
    <message>
        <source>Find by name, pinyin, initials or code</source>
        <translation>按名称、拼音、首字母或代码查找</translation>
    </message>
    <message>
        <source>Which carriers are shown</source>
        <translation>显示哪些载体</translation>
    </message>
    <message>
        <source>All carriers</source>
        <translation>全部载体</translation>
    </message>
    <message>
        <source>Marks missing</source>
        <translation>缺评分的</translation>
    </message>
    <message>
        <source>Wide spread</source>
        <translation>分差偏大的</translation>
    </message>
    <message>
        <source>With recusals</source>
        <translation>有回避的</translation>
    </message>
    <message>
        <source>Spread that is looked at again</source>
        <translation>需要复看的分差</translation>
    </message>
    <message>
        <source>Write marking sheets…</source>
        <translation>写出评分表…</translation>
    </message>
    <message>
        <source>Import marking sheets…</source>
        <translation>导入评分表…</translation>
    </message>
    <message>
        <source>Nothing to review</source>
        <translation>没有要评审的</translation>
    </message>
    <message>
        <source>The rubric of this kind of carriers has no indicator that reviewers mark.</source>
        <translation>这一类型的评分细则没有由专家评分的指标，不需要评审。</translation>
    </message>
    <message>
        <source>Nobody takes part yet</source>
        <translation>还没有参评载体</translation>
    </message>
    <message>
        <source>Add the carriers to the roster first. Reviewers can be named already, at the right.</source>
        <translation>请先把参评载体列入名册。评审专家现在就可以在右侧加入。</translation>
    </message>
    <message>
        <source>To the roster</source>
        <translation>去名册</translation>
    </message>
    <message>
        <source>Marks missing: {0}</source>
        <translation>缺 {0} 份</translation>
    </message>
    <message>
        <source>All marked</source>
        <translation>已评齐</translation>
    </message>
    <message>
        <source>Carriers: {0}</source>
        <translation>{0} 家载体</translation>
    </message>
    <message>
        <source>, </source>
        <translation>，</translation>
    </message>
    <message>
        <source>recusal of {0}</source>
        <translation>{0}的回避</translation>
    </message>
    <message>
        <source>Folder for the marking sheets</source>
        <translation>评分表写到哪个文件夹</translation>
    </message>
    <message>
        <source>Marking sheets written: {0}, in {1}</source>
        <translation>已写出 {0} 份评分表，在 {1}</translation>
    </message>
    <message>
        <source>Writing marking sheets</source>
        <translation>写出评分表</translation>
    </message>
    <message>
        <source>Marking sheets that came back</source>
        <translation>选择交回的评分表</translation>
    </message>
    <message>
        <source>Workbooks and ZIPs (*.xlsx *.xlsm *.xls *.et *.ods *.zip)</source>
        <translation>工作簿和 ZIP (*.xlsx *.xlsm *.xls *.et *.ods *.zip)</translation>
    </message>
    <message>
        <source>Reading marking sheets</source>
        <translation>读入评分表</translation>
    </message>
    <message>
        <source>Marks stored: {0}</source>
        <translation>已存入 {0} 份评分</translation>
    </message>
    <message>
        <source>Storing marks</source>
        <translation>存入评分</translation>
    </message>
    <message>
        <source>Add reviewers first, at the right</source>
        <translation>请先在右侧“评审专家”里加入专家</translation>
    </message>
    <message>
        <source>Read only: the workspace is open elsewhere</source>
        <translation>只读：工作区正在别处打开</translation>
    </message>
    <message>
        <source>Expert review</source>
        <translation>评审</translation>
    </message>
    <message>
        <source>Spread above</source>
        <translation>分差超过</translation>
    </message>
    <message>
        <source>One carrier, or the reviewers</source>
        <translation>本载体的评分，或评审专家</translation>
    </message>
    <message>
        <source>Marks of this carrier</source>
        <translation>本载体评分</translation>
    </message>
    <message>
        <source>Reviewers</source>
        <translation>评审专家</translation>
    </message>
</context>
</TS>
