<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>Announcing</name>
    <message>
        <source>Announced on</source>
        <translation>公布日期</translation>
    </message>
    <message>
        <source>By which notice or where</source>
        <translation>公布的通知或网页</translation>
    </message>
    <message>
        <source>For example the number of the notice.</source>
        <translation>例如通知的文号。</translation>
    </message>
    <message>
        <source>entering the day of the announcement</source>
        <translation>登记结果公布之日</translation>
    </message>
    <message>
        <source>Clauses of policies that go by the day a result is announced are judged by it; sealing again does not move it.</source>
        <translation>以结果公布之日为准的政策条款按这一天判定；以后重新封存，这一天不变。</translation>
    </message>
    <message>
        <source>Day of the announcement</source>
        <translation>结果公布之日</translation>
    </message>
    <message>
        <source>Enter</source>
        <translation>登记</translation>
    </message>
</context>
<context>
    <name>CarriersTab</name>
    <message>
        <source>No result is sealed yet</source>
        <translation>还没有封存的评分结果</translation>
    </message>
    <message>
        <source>Decisions are about a sealed result. Seal one first, under scores and grades.</source>
        <translation>审定针对封存的评分结果。请先到“评分定级”封存结果。</translation>
    </message>
    <message>
        <source>To scores and grades</source>
        <translation>去评分定级</translation>
    </message>
    <message>
        <source>Carriers and their grades</source>
        <translation>载体及其等级</translation>
    </message>
    <message>
        <source>Register resolution…</source>
        <translation>登记审定…</translation>
    </message>
    <message>
        <source>Propose override…</source>
        <translation>提出调整…</translation>
    </message>
    <message>
        <source>Confirm or refuse…</source>
        <translation>复核…</translation>
    </message>
    <message>
        <source>Withdraw…</source>
        <translation>撤回…</translation>
    </message>
    <message>
        <source>All carriers</source>
        <translation>全部载体</translation>
    </message>
    <message>
        <source>Something open</source>
        <translation>有未了事项</translation>
    </message>
    <message>
        <source>Other grade than computed</source>
        <translation>等级经过调整</translation>
    </message>
    <message>
        <source>Which carriers are shown</source>
        <translation>显示哪些载体</translation>
    </message>
    <message>
        <source>What was decided about the carrier</source>
        <translation>该载体的审定记录</translation>
    </message>
    <message>
        <source>Choose a carrier first</source>
        <translation>请先选择一家载体</translation>
    </message>
    <message>
        <source>This carrier has no grade in the result</source>
        <translation>这家载体在结果里没有等级</translation>
    </message>
    <message>
        <source>A proposal is waiting already</source>
        <translation>已有一项调整等待复核</translation>
    </message>
    <message>
        <source>Nothing is proposed for this carrier</source>
        <translation>这家载体没有待复核的调整</translation>
    </message>
    <message>
        <source>Grade {0}; the rubric works out {1}.</source>
        <translation>等级为“{0}”；按评分细则计算为“{1}”。</translation>
    </message>
    <message>
        <source>{0}  {1}  {2} (taken back)</source>
        <translation>{0}&#x3000;{1}&#x3000;{2}（已撤销）</translation>
    </message>
    <message>
        <source>Nothing was registered about this carrier.</source>
        <translation>还没有登记这家载体的审定事项。</translation>
    </message>
    <message>
        <source>Deciding body</source>
        <translation>审定机构</translation>
    </message>
    <message>
        <source>Day of the meeting</source>
        <translation>会议日期</translation>
    </message>
    <message>
        <source>Number of the minutes</source>
        <translation>纪要文号</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>说明</translation>
    </message>
    <message>
        <source>registering a resolution</source>
        <translation>登记审定</translation>
    </message>
    <message>
        <source>On the youngest sealed result. Several may follow one another: the latest stands.</source>
        <translation>针对最近一次封存的评分结果。可以先后登记几次，以最后一次为准。</translation>
    </message>
    <message>
        <source>Resolution</source>
        <translation>审定</translation>
    </message>
    <message>
        <source>Register</source>
        <translation>登记</translation>
    </message>
    <message>
        <source>New grade</source>
        <translation>调整为</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>理由</translation>
    </message>
    <message>
        <source>Basis</source>
        <translation>依据</translation>
    </message>
    <message>
        <source>The number of the minutes, or the article it rests on.</source>
        <translation>会议纪要文号，或办法的条款。</translation>
    </message>
    <message>
        <source>proposing an override for {0}</source>
        <translation>提出调整 {0} 的等级</translation>
    </message>
    <message>
        <source>Grade now: {0}. The override counts only when a second person has confirmed it; above a veto there is none.</source>
        <translation>现为“{0}”。调整须由另一人复核确认后才算数；触发一票否决的，不能用调整越过。</translation>
    </message>
    <message>
        <source>Override for {0}</source>
        <translation>调整 {0} 的等级</translation>
    </message>
    <message>
        <source>Propose</source>
        <translation>提出</translation>
    </message>
    <message>
        <source>Second person</source>
        <translation>复核人</translation>
    </message>
    <message>
        <source>Verdict</source>
        <translation>复核意见</translation>
    </message>
    <message>
        <source>Confirm</source>
        <translation>确认</translation>
    </message>
    <message>
        <source>Refuse</source>
        <translation>不同意</translation>
    </message>
    <message>
        <source>Whoever refuses says why.</source>
        <translation>不同意的，请写明理由。</translation>
    </message>
    <message>
        <source>confirming an override for {0}</source>
        <translation>复核确认 {0} 的调整</translation>
    </message>
    <message>
        <source>refusing an override for {0}</source>
        <translation>复核不同意 {0} 的调整</translation>
    </message>
    <message>
        <source>{0}: confirmed</source>
        <translation>{0}：已确认</translation>
    </message>
    <message>
        <source>{0}: refused</source>
        <translation>{0}：未通过</translation>
    </message>
    <message>
        <source>{0} proposed {1}. Somebody else confirms it, under their own name; this cannot be undone.</source>
        <translation>{0}提出：{1}。须由另一人署自己的名字复核；复核后不能撤销。</translation>
    </message>
    <message>
        <source>Second signature: {0}</source>
        <translation>复核：{0}</translation>
    </message>
    <message>
        <source>Sign</source>
        <translation>署名</translation>
    </message>
    <message>
        <source>withdrawing a proposal for {0}</source>
        <translation>撤回 {0} 的调整</translation>
    </message>
    <message>
        <source>Withdraw the proposal for {0}</source>
        <translation>撤回 {0} 的调整</translation>
    </message>
    <message>
        <source>Withdraw</source>
        <translation>撤回</translation>
    </message>
    <message>
        <source>Rank</source>
        <translation>名次</translation>
    </message>
    <message>
        <source>Carrier</source>
        <translation>载体</translation>
    </message>
    <message>
        <source>Points</source>
        <translation>得分</translation>
    </message>
    <message>
        <source>Computed</source>
        <translation>计算等级</translation>
    </message>
    <message>
        <source>Stands</source>
        <translation>现行等级</translation>
    </message>
    <message>
        <source>To be noted</source>
        <translation>提示</translation>
    </message>
</context>
<context>
    <name>DaysTab</name>
    <message>
        <source>No table of holidays yet</source>
        <translation>还没有节假日表</translation>
    </message>
    <message>
        <source>Working days go by weekends alone as long as the year&apos;s table is not entered. Enter it from the State Council&apos;s notice of the year, or import a list in Excel.</source>
        <translation>没有录入节假日表的年度，工作日只按周末计算。请按国务院办公厅当年的通知录入，或从 Excel 列表导入。</translation>
    </message>
    <message>
        <source>Enter a year…</source>
        <translation>录入年度…</translation>
    </message>
    <message>
        <source>Tables of holidays</source>
        <translation>节假日表</translation>
    </message>
    <message>
        <source>Set the window of publication…</source>
        <translation>设定公示期…</translation>
    </message>
    <message>
        <source>Day of the announcement…</source>
        <translation>结果公布之日…</translation>
    </message>
    <message>
        <source>Import a list…</source>
        <translation>导入列表…</translation>
    </message>
    <message>
        <source>Remove the year</source>
        <translation>删去该年度</translation>
    </message>
    <message>
        <source>Read only: the workspace is open elsewhere</source>
        <translation>只读：工作区已在别处打开</translation>
    </message>
    <message>
        <source>The round is locked</source>
        <translation>本轮次已封存</translation>
    </message>
    <message>
        <source>Seal the results first</source>
        <translation>请先封存评分结果</translation>
    </message>
    <message>
        <source>Choose a year first</source>
        <translation>请先选择一个年度</translation>
    </message>
    <message>
        <source>The result was announced on {0} ({1}).</source>
        <translation>结果于 {0} 公布（{1}）。</translation>
    </message>
    <message>
        <source>The day the result was announced is not entered.</source>
        <translation>结果公布之日还没有登记。</translation>
    </message>
    <message>
        <source>No window of publication is set.</source>
        <translation>还没有设定公示期。</translation>
    </message>
    <message>
        <source>Window of publication: {0} to {1}, {2} working days.</source>
        <translation>公示期：{0} 至 {1}，{2} 个工作日。</translation>
    </message>
    <message>
        <source> By the table of holidays as it is now it ends on {0}. What was announced stays until the window is set again.</source>
        <translation>按现在的节假日表应至 {0}。已公布的不变，请重新设定公示期。</translation>
    </message>
    <message>
        <source> No table of holidays for {0}: counted by weekends alone.</source>
        <translation>{0} 年没有节假日表，只按周末计算。</translation>
    </message>
    <message>
        <source>First day</source>
        <translation>首日</translation>
    </message>
    <message>
        <source>Working days</source>
        <translation>工作日数</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>Tables of holidays entered: {0}. Other years count by weekends alone, and that is said.</source>
        <translation>已录入节假日表的年度：{0}。其他年度只按周末计算，并会写明。</translation>
    </message>
    <message>
        <source>setting the window of publication</source>
        <translation>设定公示期</translation>
    </message>
    <message>
        <source>Window of publication</source>
        <translation>公示期</translation>
    </message>
    <message>
        <source>Set</source>
        <translation>设定</translation>
    </message>
    <message>
        <source>Year</source>
        <translation>年度</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>来源</translation>
    </message>
    <message>
        <source>The notice and its number.</source>
        <translation>通知的名称和文号。</translation>
    </message>
    <message>
        <source>Days off</source>
        <translation>放假日期</translation>
    </message>
    <message>
        <source>Worked weekends</source>
        <translation>上班的周末</translation>
    </message>
    <message>
        <source>One day a line, as 2026-05-01; 2026-05-01~2026-05-05 is every day from one to the other.</source>
        <translation>每行一天，如 2026-05-01；2026-05-01~2026-05-05 表示连续几天。</translation>
    </message>
    <message>
        <source>entering a table of holidays</source>
        <translation>录入节假日表</translation>
    </message>
    <message>
        <source>Table of holidays</source>
        <translation>节假日表</translation>
    </message>
    <message>
        <source>Enter</source>
        <translation>录入</translation>
    </message>
    <message>
        <source>Import a table of holidays</source>
        <translation>导入节假日表</translation>
    </message>
    <message>
        <source>Lists and calendar files (*.xlsx *.xls *.et *.ods *.toml)</source>
        <translation>列表和日历文件 (*.xlsx *.xls *.et *.ods *.toml)</translation>
    </message>
    <message>
        <source>The notice it is from, and its number</source>
        <translation>通知的名称和文号</translation>
    </message>
    <message>
        <source>Tables of holidays entered: {0}</source>
        <translation>已录入节假日表：{0}</translation>
    </message>
    <message>
        <source>importing a table of holidays</source>
        <translation>导入节假日表</translation>
    </message>
    <message>
        <source>removing the table of holidays of {0}</source>
        <translation>删去 {0} 年的节假日表</translation>
    </message>
    <message>
        <source>Entered by</source>
        <translation>录入人</translation>
    </message>
</context>
<context>
    <name>DecidePage</name>
    <message>
        <source>Lock the round…</source>
        <translation>封存轮次…</translation>
    </message>
    <message>
        <source>Unlock the round…</source>
        <translation>解封轮次…</translation>
    </message>
    <message>
        <source>Read only: the workspace is open elsewhere</source>
        <translation>只读：工作区已在别处打开</translation>
    </message>
    <message>
        <source>No result is sealed yet</source>
        <translation>还没有封存的评分结果</translation>
    </message>
    <message>
        <source>Unlock the round</source>
        <translation>解封轮次</translation>
    </message>
    <message>
        <source>Unlock</source>
        <translation>解封</translation>
    </message>
    <message>
        <source>Changes are possible again from now on. The reason stands in the journal.</source>
        <translation>解封后又可以改动。理由写入日志。</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>理由</translation>
    </message>
    <message>
        <source>unlocking the round</source>
        <translation>解封轮次</translation>
    </message>
    <message>
        <source>Lock the round</source>
        <translation>封存轮次</translation>
    </message>
    <message>
        <source>Lock</source>
        <translation>封存</translation>
    </message>
    <message>
        <source>Data, reviews, decisions and papers of this round cannot be changed any more until somebody unlocks it with a reason. Issued papers can still be saved again.</source>
        <translation>封存后，本轮次的数据、评审、审定和文件都不能改动，直到有人写明理由解封。已印发的文件仍可另存。</translation>
    </message>
    <message>
        <source>Still open: {0}.</source>
        <translation>尚有未了事项：{0}。</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>说明</translation>
    </message>
    <message>
        <source>locking the round</source>
        <translation>封存轮次</translation>
    </message>
    <message>
        <source>Decisions</source>
        <translation>定级审定</translation>
    </message>
    <message>
        <source>What is decided</source>
        <translation>审定的各个方面</translation>
    </message>
    <message>
        <source>Grades and overrides</source>
        <translation>审定与调整</translation>
    </message>
    <message>
        <source>Inquiries</source>
        <translation>征询</translation>
    </message>
    <message>
        <source>Feedback</source>
        <translation>反馈核对</translation>
    </message>
    <message>
        <source>Objections</source>
        <translation>异议</translation>
    </message>
    <message>
        <source>Rectifications</source>
        <translation>整改</translation>
    </message>
    <message>
        <source>Window and holidays</source>
        <translation>公示期与节假日</translation>
    </message>
    <message>
        <source>Records</source>
        <translation>登记记录</translation>
    </message>
</context>
<context>
    <name>FeedbackTab</name>
    <message>
        <source>No result is sealed yet</source>
        <translation>还没有封存的评分结果</translation>
    </message>
    <message>
        <source>The sealed result is told to each carrier before it is published. Seal one first.</source>
        <translation>公示以前，先把封存的结果告知每家载体。请先封存评分结果。</translation>
    </message>
    <message>
        <source>To scores and grades</source>
        <translation>去评分定级</translation>
    </message>
    <message>
        <source>Results told, and the answers</source>
        <translation>结果告知和回复</translation>
    </message>
    <message>
        <source>Told…</source>
        <translation>登记告知…</translation>
    </message>
    <message>
        <source>Register an answer…</source>
        <translation>登记回复…</translation>
    </message>
    <message>
        <source>All carriers</source>
        <translation>全部载体</translation>
    </message>
    <message>
        <source>Not told</source>
        <translation>未告知</translation>
    </message>
    <message>
        <source>No answer</source>
        <translation>未回复</translation>
    </message>
    <message>
        <source>Disputed</source>
        <translation>有异议</translation>
    </message>
    <message>
        <source>Which carriers are shown</source>
        <translation>显示哪些载体</translation>
    </message>
    <message>
        <source>Tell the carrier its result first</source>
        <translation>请先登记告知</translation>
    </message>
    <message>
        <source>None ticked: all who were not told yet, or have to be told anew.</source>
        <translation>一家都不勾选：全部还没有告知的和须重新告知的。</translation>
    </message>
    <message>
        <source>Carriers</source>
        <translation>载体</translation>
    </message>
    <message>
        <source>Day</source>
        <translation>日期</translation>
    </message>
    <message>
        <source>In what way</source>
        <translation>方式</translation>
    </message>
    <message>
        <source>registering results told</source>
        <translation>登记告知结果</translation>
    </message>
    <message>
        <source>Result told to carriers</source>
        <translation>告知结果</translation>
    </message>
    <message>
        <source>Register</source>
        <translation>登记</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>答复</translation>
    </message>
    <message>
        <source>Confirms</source>
        <translation>确认</translation>
    </message>
    <message>
        <source>Disputes</source>
        <translation>有异议</translation>
    </message>
    <message>
        <source>What it says</source>
        <translation>内容</translation>
    </message>
    <message>
        <source>registering the answer of {0}</source>
        <translation>登记 {0} 的回复</translation>
    </message>
    <message>
        <source>Answer of {0}</source>
        <translation>{0} 的回复</translation>
    </message>
    <message>
        <source>What it disputes is registered as an objection as well, where it has to be looked into.</source>
        <translation>回复有异议、需要核查的，请另外登记为异议。</translation>
    </message>
    <message>
        <source>Carrier</source>
        <translation>载体</translation>
    </message>
    <message>
        <source>Grade</source>
        <translation>等级</translation>
    </message>
    <message>
        <source>Told on</source>
        <translation>告知日期</translation>
    </message>
    <message>
        <source>Answered on</source>
        <translation>回复日期</translation>
    </message>
    <message>
        <source>Earlier results</source>
        <translation>此前的结果</translation>
    </message>
</context>
<context>
    <name>InquiriesTab</name>
    <message>
        <source>Nobody was asked yet</source>
        <translation>还没有征询</translation>
    </message>
    <message>
        <source>Ask the departments about vetoes and limits before the grades are decided, and register what they answer. What is unanswered stands here.</source>
        <translation>定级以前，先就一票否决和评优限制的事项征询有关部门，并登记答复。还没有答复的会列在这里。</translation>
    </message>
    <message>
        <source>Register an inquiry…</source>
        <translation>登记征询…</translation>
    </message>
    <message>
        <source>Inquiries and replies</source>
        <translation>征询和答复</translation>
    </message>
    <message>
        <source>Register a reply…</source>
        <translation>登记答复…</translation>
    </message>
    <message>
        <source>Amend by the reply…</source>
        <translation>按答复核定…</translation>
    </message>
    <message>
        <source>Everything asked</source>
        <translation>全部事项</translation>
    </message>
    <message>
        <source>Unanswered</source>
        <translation>未答复</translation>
    </message>
    <message>
        <source>Found</source>
        <translation>有</translation>
    </message>
    <message>
        <source>Which answers are shown</source>
        <translation>显示哪些答复</translation>
    </message>
    <message>
        <source>The rubric has no veto or limit that looks at the record</source>
        <translation>评分细则没有需要征询的否决或限制事项</translation>
    </message>
    <message>
        <source>Register an inquiry first</source>
        <translation>请先登记征询</translation>
    </message>
    <message>
        <source>Only where the reply is that something was found</source>
        <translation>只有答复为“有”的才需要核定</translation>
    </message>
    <message>
        <source>The record says so already: the rule takes effect</source>
        <translation>数据已经核定，该规则已生效</translation>
    </message>
    <message>
        <source>Department</source>
        <translation>部门</translation>
    </message>
    <message>
        <source>Day</source>
        <translation>日期</translation>
    </message>
    <message>
        <source>Number of the letter</source>
        <translation>文号</translation>
    </message>
    <message>
        <source>Rules</source>
        <translation>事项</translation>
    </message>
    <message>
        <source>None ticked: all of them.</source>
        <translation>不勾选即为全部。</translation>
    </message>
    <message>
        <source>Carriers</source>
        <translation>载体</translation>
    </message>
    <message>
        <source>registering an inquiry to {0}</source>
        <translation>登记对{0}的征询</translation>
    </message>
    <message>
        <source>Inquiry to a department</source>
        <translation>否决事项征询</translation>
    </message>
    <message>
        <source>Register</source>
        <translation>登记</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>答复</translation>
    </message>
    <message>
        <source>Nothing</source>
        <translation>无</translation>
    </message>
    <message>
        <source>Of carriers</source>
        <translation>载体</translation>
    </message>
    <message>
        <source>What it says</source>
        <translation>内容</translation>
    </message>
    <message>
        <source>Day of the reply</source>
        <translation>答复日期</translation>
    </message>
    <message>
        <source>Number of the reply</source>
        <translation>复函文号</translation>
    </message>
    <message>
        <source>registering a reply of {0}</source>
        <translation>登记{0}的答复</translation>
    </message>
    <message>
        <source>{0}, asked on {1}. Nothing for all that are unanswered: tick no carrier.</source>
        <translation>{0}，{1} 征询。对其余未答复的全部答复“无”时，不必勾选载体。</translation>
    </message>
    <message>
        <source>Reply of {0}</source>
        <translation>{0}的答复</translation>
    </message>
    <message>
        <source>Field</source>
        <translation>项目</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>核定值</translation>
    </message>
    <message>
        <source>Only for a field without a list of answers.</source>
        <translation>只有没有选项的项目才需要填写。</translation>
    </message>
    <message>
        <source>The record is amended with the reply as the reason. The rule takes effect by itself when a new result is sealed.</source>
        <translation>按答复更正数据，理由即为答复的内容。重新封存评分结果后，否决或限制由评分得出。</translation>
    </message>
    <message>
        <source>{0}: {1}</source>
        <translation>{0}：{1}</translation>
    </message>
    <message>
        <source>Amend</source>
        <translation>核定</translation>
    </message>
    <message>
        <source>amending {0} by a reply</source>
        <translation>按答复核定 {0}</translation>
    </message>
    <message>
        <source>takes effect</source>
        <translation>已生效</translation>
    </message>
    <message>
        <source>to be amended</source>
        <translation>待核定</translation>
    </message>
    <message>
        <source>Asked on</source>
        <translation>征询日期</translation>
    </message>
    <message>
        <source>Rule</source>
        <translation>事项</translation>
    </message>
    <message>
        <source>Carrier</source>
        <translation>载体</translation>
    </message>
    <message>
        <source>Effect</source>
        <translation>落实</translation>
    </message>
    <message>
        <source>Replied</source>
        <translation>答复日期与文号</translation>
    </message>
</context>
<context>
    <name>ObjectionsTab</name>
    <message>
        <source>No objection</source>
        <translation>没有异议</translation>
    </message>
    <message>
        <source>Register objections as they come in: who, what about, and on which day. Whether one is in time follows from the window of publication.</source>
        <translation>收到异议即登记：谁提出、针对什么、哪天收到。是否在公示期内由公示期推算。</translation>
    </message>
    <message>
        <source>Register an objection…</source>
        <translation>登记异议…</translation>
    </message>
    <message>
        <source>Objections</source>
        <translation>异议</translation>
    </message>
    <message>
        <source>Register what was found…</source>
        <translation>登记结论…</translation>
    </message>
    <message>
        <source>No result is sealed yet</source>
        <translation>还没有封存的评分结果</translation>
    </message>
    <message>
        <source>Register an objection first</source>
        <translation>请先登记异议</translation>
    </message>
    <message>
        <source>It is settled already</source>
        <translation>已有结论</translation>
    </message>
    <message>
        <source>Raised by</source>
        <translation>提出方</translation>
    </message>
    <message>
        <source>The carrier</source>
        <translation>载体</translation>
    </message>
    <message>
        <source>Another organisation</source>
        <translation>其他单位</translation>
    </message>
    <message>
        <source>A person</source>
        <translation>个人</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称或姓名</translation>
    </message>
    <message>
        <source>Contact</source>
        <translation>联系方式</translation>
    </message>
    <message>
        <source>About</source>
        <translation>针对</translation>
    </message>
    <message>
        <source>The whole list</source>
        <translation>整个名单</translation>
    </message>
    <message>
        <source>Received on</source>
        <translation>收到日期</translation>
    </message>
    <message>
        <source>What it asks for</source>
        <translation>要求</translation>
    </message>
    <message>
        <source>registering an objection of {0}</source>
        <translation>登记{0}的异议</translation>
    </message>
    <message>
        <source>Objection</source>
        <translation>异议</translation>
    </message>
    <message>
        <source>Register</source>
        <translation>登记</translation>
    </message>
    <message>
        <source>Nothing</source>
        <translation>无</translation>
    </message>
    <message>
        <source>A new sealed result</source>
        <translation>新封存的评分结果</translation>
    </message>
    <message>
        <source>Verdict</source>
        <translation>结论</translation>
    </message>
    <message>
        <source>Upheld</source>
        <translation>成立</translation>
    </message>
    <message>
        <source>Upheld in part</source>
        <translation>部分成立</translation>
    </message>
    <message>
        <source>Rejected</source>
        <translation>不成立</translation>
    </message>
    <message>
        <source>Withdrawn</source>
        <translation>撤回</translation>
    </message>
    <message>
        <source>What was found</source>
        <translation>查明情况</translation>
    </message>
    <message>
        <source>What followed</source>
        <translation>随之变化</translation>
    </message>
    <message>
        <source>Day</source>
        <translation>日期</translation>
    </message>
    <message>
        <source>settling the objection of {0}</source>
        <translation>登记{0}异议的结论</translation>
    </message>
    <message>
        <source>{0}. An objection that is upheld names what followed: amend the data and seal a new result, or have an override confirmed. The old and the new result both stay.</source>
        <translation>{0}。异议成立的，要写明随之产生的新结果：更正数据后重新封存，或者由两人办理调整。前后两个结果都保留。</translation>
    </message>
    <message>
        <source>Objection of {0}</source>
        <translation>{0}的异议</translation>
    </message>
    <message>
        <source>In time</source>
        <translation>是否在期内</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>前后结果</translation>
    </message>
</context>
<context>
    <name>RecordsTab</name>
    <message>
        <source>Nothing is registered yet</source>
        <translation>还没有登记</translation>
    </message>
    <message>
        <source>Whatever is decided about the round stands here.</source>
        <translation>本轮次的审定登记都列在这里。</translation>
    </message>
    <message>
        <source>Everything registered</source>
        <translation>全部登记</translation>
    </message>
    <message>
        <source>Take back…</source>
        <translation>撤销登记…</translation>
    </message>
    <message>
        <source>It is taken back already</source>
        <translation>已经撤销</translation>
    </message>
    <message>
        <source>Signatures, locks and what something followed from stay as they are</source>
        <translation>复核、封存和已有后续的登记不能撤销</translation>
    </message>
    <message>
        <source>taking back: {0}</source>
        <translation>撤销：{0}</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>理由</translation>
    </message>
    <message>
        <source>{0} Both entries stay in the journal.</source>
        <translation>{0}。两条都留在日志里。</translation>
    </message>
    <message>
        <source>Take back an entry</source>
        <translation>撤销登记</translation>
    </message>
    <message>
        <source>Take back</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>{0} (taken back)</source>
        <translation>{0}（已撤销）</translation>
    </message>
    <message>
        <source>When</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Who</source>
        <translation>人员</translation>
    </message>
    <message>
        <source>Act</source>
        <translation>事项</translation>
    </message>
    <message>
        <source>What</source>
        <translation>内容</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>编号</translation>
    </message>
</context>
<context>
    <name>RectificationsTab</name>
    <message>
        <source>Nothing to put right</source>
        <translation>没有整改事项</translation>
    </message>
    <message>
        <source>Order a carrier to put something right until a day or within so many working days, and register the re-checks.</source>
        <translation>要求载体在某日以前或若干工作日内整改，并登记复查结果。</translation>
    </message>
    <message>
        <source>Order a rectification…</source>
        <translation>要求整改…</translation>
    </message>
    <message>
        <source>What has to be put right</source>
        <translation>整改事项</translation>
    </message>
    <message>
        <source>Register a re-check…</source>
        <translation>登记复查…</translation>
    </message>
    <message>
        <source>All</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>未完成</translation>
    </message>
    <message>
        <source>Which are shown</source>
        <translation>显示哪些</translation>
    </message>
    <message>
        <source>Order a rectification first</source>
        <translation>请先登记整改</translation>
    </message>
    <message>
        <source>The re-check was passed already</source>
        <translation>复查已合格</translation>
    </message>
    <message>
        <source>Nobody takes part yet</source>
        <translation>名册还空着</translation>
    </message>
    <message>
        <source>Carrier</source>
        <translation>载体</translation>
    </message>
    <message>
        <source>To be put right</source>
        <translation>整改事项</translation>
    </message>
    <message>
        <source>One matter a line.</source>
        <translation>每行一项。</translation>
    </message>
    <message>
        <source>First day</source>
        <translation>首日</translation>
    </message>
    <message>
        <source>Deadline</source>
        <translation>期限</translation>
    </message>
    <message>
        <source>Within working days</source>
        <translation>若干工作日内</translation>
    </message>
    <message>
        <source>Until a day</source>
        <translation>某日以前</translation>
    </message>
    <message>
        <source>Working days</source>
        <translation>工作日数</translation>
    </message>
    <message>
        <source>Last day</source>
        <translation>截止日期</translation>
    </message>
    <message>
        <source>ordering a rectification</source>
        <translation>要求整改</translation>
    </message>
    <message>
        <source>Rectification</source>
        <translation>整改</translation>
    </message>
    <message>
        <source>Order</source>
        <translation>登记</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>复查结果</translation>
    </message>
    <message>
        <source>Passed</source>
        <translation>合格</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>不合格</translation>
    </message>
    <message>
        <source>Day of the re-check</source>
        <translation>复查日期</translation>
    </message>
    <message>
        <source>What was seen</source>
        <translation>复查情况</translation>
    </message>
    <message>
        <source>registering a re-check of {0}</source>
        <translation>登记 {0} 的复查</translation>
    </message>
    <message>
        <source>Re-check of {0}</source>
        <translation>{0} 的复查</translation>
    </message>
    <message>
        <source>Register</source>
        <translation>登记</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Re-checks</source>
        <translation>复查</translation>
    </message>
</context>
<context>
    <name>Section</name>
    <message>
        <source>Read only: the workspace is open elsewhere</source>
        <translation>只读：工作区已在别处打开</translation>
    </message>
    <message>
        <source>The round is locked</source>
        <translation>本轮次已封存</translation>
    </message>
</context>
</TS>
