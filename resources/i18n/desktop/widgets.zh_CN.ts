<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>ActorDialog</name>
    <message>
        <source>Who is at the desk</source>
        <translation>当前经办人</translation>
    </message>
    <message>
        <source>This name stands in the journal beside everything that is settled from now on.</source>
        <translation>从现在起，日志中的每一项操作都记在这个姓名下。</translation>
    </message>
    <message>
        <source>&amp;Name</source>
        <translation>姓名(&amp;N)</translation>
    </message>
</context>
<context>
    <name>ActorStrip</name>
    <message>
        <source>Your name</source>
        <translation>您的姓名</translation>
    </message>
    <message>
        <source>That is me</source>
        <translation>确定</translation>
    </message>
    <message>
        <source>Who is at the desk? The journal names you beside everything you settle.</source>
        <translation>请填写经办人姓名：您的每一项核定都会连同姓名记入日志。</translation>
    </message>
</context>
<context>
    <name>AdoptDialog</name>
    <message>
        <source>Adopt</source>
        <translation>采用</translation>
    </message>
    <message>
        <source>What was found in the file</source>
        <translation>文件中发现的问题</translation>
    </message>
    <message>
        <source>This file cannot be adopted as it is.</source>
        <translation>这份文件现在不能采用。</translation>
    </message>
    <message>
        <source>Nothing was found that is wrong or suspicious.</source>
        <translation>没有发现错误或可疑之处。</translation>
    </message>
    <message>
        <source>Level</source>
        <translation>程度</translation>
    </message>
    <message>
        <source>Place</source>
        <translation>位置</translation>
    </message>
    <message>
        <source>Finding</source>
        <translation>问题</translation>
    </message>
</context>
<context>
    <name>CodesBox</name>
    <message>
        <source>an answer</source>
        <translation>一个选项</translation>
    </message>
    <message>
        <source>Take away</source>
        <translation>去掉</translation>
    </message>
    <message>
        <source>{0}: take away</source>
        <translation>{0}：去掉</translation>
    </message>
</context>
<context>
    <name>CommandPalette</name>
    <message>
        <source>Go to</source>
        <translation>转到</translation>
    </message>
    <message>
        <source>Page, or carrier by name, pinyin, initials or code</source>
        <translation>页面名，或载体的名称、拼音、首字母、代码</translation>
    </message>
    <message>
        <source>Found</source>
        <translation>查找结果</translation>
    </message>
</context>
<context>
    <name>ConditionBuilder</name>
    <message>
        <source>Row by row</source>
        <translation>逐条</translation>
    </message>
    <message>
        <source>Expression</source>
        <translation>算式</translation>
    </message>
    <message>
        <source>No condition: everything counts.</source>
        <translation>没有条件：全部计入。</translation>
    </message>
    <message>
        <source>Rows not finished yet: {0}. They are not part of the condition.</source>
        <translation>还没有选完的：{0} 条。选完才算进条件。</translation>
    </message>
    <message>
        <source>This expression cannot be shown row by row as long as it does not read.</source>
        <translation>算式读不通时不能逐条显示。</translation>
    </message>
</context>
<context>
    <name>ConditionRow</name>
    <message>
        <source>Field</source>
        <translation>字段</translation>
    </message>
    <message>
        <source>a field</source>
        <translation>选字段</translation>
    </message>
    <message>
        <source>What is asked</source>
        <translation>怎样才算符合</translation>
    </message>
    <message>
        <source>What it is compared with</source>
        <translation>与什么比较</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>选项</translation>
    </message>
    <message>
        <source>Remove this condition (Ctrl+Shift+Delete)</source>
        <translation>去掉这一条（Ctrl+Shift+Delete）</translation>
    </message>
    <message>
        <source>Remove this condition</source>
        <translation>去掉这一条</translation>
    </message>
    <message>
        <source>Condition {0}: field</source>
        <translation>第 {0} 条：字段</translation>
    </message>
</context>
<context>
    <name>CrashDialog</name>
    <message>
        <source>Something went wrong</source>
        <translation>程序出错</translation>
    </message>
    <message>
        <source>Include the error&apos;s own message (it may contain names or figures)</source>
        <translation>附上错误的原文（可能含有名称或数字）</translation>
    </message>
    <message>
        <source>Save diagnostics…</source>
        <translation>保存诊断文件…</translation>
    </message>
    <message>
        <source>The program made a mistake. Your data are as they were before the last action.</source>
        <translation>程序出了错。数据保持在上一步操作之前的状态，没有损坏。</translation>
    </message>
    <message>
        <source>You can go on working. The file below helps the developers; it holds no data of carriers or firms.</source>
        <translation>可以继续工作。下面的文件可以帮助开发人员查找原因，其中不含载体和企业的数据。</translation>
    </message>
    <message>
        <source>Mistakes so far: {0}</source>
        <translation>已出现 {0} 个错误</translation>
    </message>
</context>
<context>
    <name>DayEdit</name>
    <message>
        <source>Day</source>
        <translation>日期</translation>
    </message>
</context>
<context>
    <name>DevelopersDialog</name>
    <message>
        <source>Diagnostics</source>
        <translation>诊断信息</translation>
    </message>
    <message>
        <source>Save diagnostics</source>
        <translation>保存诊断文件</translation>
    </message>
</context>
<context>
    <name>ExpressionLine</name>
    <message>
        <source>a formula</source>
        <translation>算式</translation>
    </message>
</context>
<context>
    <name>FieldEdit</name>
    <message>
        <source>Field to compare with</source>
        <translation>与之比较的字段</translation>
    </message>
    <message>
        <source>a field</source>
        <translation>选字段</translation>
    </message>
</context>
<context>
    <name>FormulaEdit</name>
    <message>
        <source>Formula</source>
        <translation>算式</translation>
    </message>
</context>
<context>
    <name>GroupBox</name>
    <message>
        <source>How the conditions are joined</source>
        <translation>各条怎样合起来</translation>
    </message>
    <message>
        <source>Condition</source>
        <translation>条件</translation>
    </message>
    <message>
        <source>Add a condition (Ctrl+Enter)</source>
        <translation>加一条（Ctrl+Enter）</translation>
    </message>
    <message>
        <source>Group</source>
        <translation>一组</translation>
    </message>
    <message>
        <source>Add a group in brackets (Ctrl+Shift+Enter)</source>
        <translation>加一组，相当于括号（Ctrl+Shift+Enter）</translation>
    </message>
    <message>
        <source>Remove this group and all in it (Ctrl+Shift+Delete)</source>
        <translation>去掉这一组和组里的各条（Ctrl+Shift+Delete）</translation>
    </message>
</context>
<context>
    <name>Guide</name>
    <message>
        <source>Put the first steps away</source>
        <translation>收起入门步骤</translation>
    </message>
    <message>
        <source>Put the first steps away; the help menu brings them back</source>
        <translation>收起入门步骤；可从“帮助”菜单重新打开</translation>
    </message>
    <message>
        <source>First steps</source>
        <translation>入门步骤</translation>
    </message>
    <message>
        <source>Make or open a round</source>
        <translation>新建或打开轮次</translation>
    </message>
    <message>
        <source>Fill the roster</source>
        <translation>录入名册</translation>
    </message>
    <message>
        <source>Hand out blank workbooks</source>
        <translation>发放空白填报表</translation>
    </message>
    <message>
        <source>Drop the returns here</source>
        <translation>拖入收回的填报表</translation>
    </message>
    <message>
        <source>Verify</source>
        <translation>核验</translation>
    </message>
    <message>
        <source>Score and seal</source>
        <translation>评分并封存</translation>
    </message>
    <message>
        <source>Print the reports</source>
        <translation>打印报告</translation>
    </message>
</context>
<context>
    <name>LiveValues</name>
    <message>
        <source>What it gives on this round</source>
        <translation>在本轮数据上的结果</translation>
    </message>
    <message>
        <source>Carrier</source>
        <translation>载体</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>Above</source>
        <translation>分子</translation>
    </message>
    <message>
        <source>Below</source>
        <translation>分母</translation>
    </message>
    <message>
        <source>Why none</source>
        <translation>没有结果的原因</translation>
    </message>
    <message>
        <source>With a result: {0}</source>
        <translation>有结果的 {0} 家</translation>
    </message>
    <message>
        <source>lowest {0}, middle {1}, highest {2}</source>
        <translation>最低 {0}，居中 {1}，最高 {2}</translation>
    </message>
    <message>
        <source>without a return: {0}</source>
        <translation>还没有填报表的 {0} 家</translation>
    </message>
    <message>
        <source>; </source>
        <translation>；</translation>
    </message>
</context>
<context>
    <name>MeasureBuilder</name>
    <message>
        <source>what is worked out</source>
        <translation>选一种算法</translation>
    </message>
    <message>
        <source>not rounded</source>
        <translation>不取整</translation>
    </message>
    <message>
        <source>none</source>
        <translation>不限</translation>
    </message>
    <message>
        <source>{0}: {1}</source>
        <translation>{0}：{1}</translation>
    </message>
    <message>
        <source>does not read yet</source>
        <translation>算式还读不通</translation>
    </message>
</context>
<context>
    <name>MonthsEdit</name>
    <message>
        <source>Date the months are counted from</source>
        <translation>从哪个日期算起</translation>
    </message>
    <message>
        <source>from a date</source>
        <translation>起</translation>
    </message>
    <message>
        <source>Date the months are counted to</source>
        <translation>算到哪个日期</translation>
    </message>
    <message>
        <source>to a date</source>
        <translation>止</translation>
    </message>
    <message>
        <source>to</source>
        <translation>至</translation>
    </message>
</context>
<context>
    <name>Notice</name>
    <message>
        <source>Close this notice</source>
        <translation>关闭提示</translation>
    </message>
</context>
<context>
    <name>NumberBuilder</name>
    <message>
        <source>a figure</source>
        <translation>选一项</translation>
    </message>
</context>
<context>
    <name>NumberEdit</name>
    <message>
        <source>a number</source>
        <translation>数</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>数</translation>
    </message>
    <message>
        <source>Unit of the number</source>
        <translation>数的单位</translation>
    </message>
</context>
<context>
    <name>ProgressStrip</name>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Stopping…</source>
        <translation>正在停止…</translation>
    </message>
    <message>
        <source>Stopping; what had begun is taken back…</source>
        <translation>正在停止，已做的部分将撤回…</translation>
    </message>
</context>
<context>
    <name>Rail</name>
    <message>
        <source>Steps of the round</source>
        <translation>考评步骤</translation>
    </message>
</context>
<context>
    <name>RailHead</name>
    <message>
        <source>Round</source>
        <translation>轮次</translation>
    </message>
    <message>
        <source>Kind of carriers</source>
        <translation>载体类型</translation>
    </message>
    <message>
        <source>{0} is at the desk: this name stands in the journal. Click to change it.</source>
        <translation>当前经办人：{0}。日志记此姓名，点击可更改。</translation>
    </message>
</context>
<context>
    <name>Remaining</name>
    <message>
        <source>{0} s left</source>
        <translation>约剩 {0} 秒</translation>
    </message>
    <message>
        <source>{0} min left</source>
        <translation>约剩 {0} 分钟</translation>
    </message>
</context>
<context>
    <name>Table</name>
    <message>
        <source>Nothing here is as you look for it. Clear the search or the filter to see all.</source>
        <translation>没有符合条件的记录。清除查找或筛选即可看到全部。</translation>
    </message>
</context>
<context>
    <name>YearBox</name>
    <message>
        <source>Years after the data year (before it: negative)</source>
        <translation>数据年度之后几年（之前为负）</translation>
    </message>
    <message>
        <source>data year </source>
        <translation>数据年度 </translation>
    </message>
</context>
<context>
    <name>YearDayEdit</name>
    <message>
        <source>Month and day</source>
        <translation>月和日</translation>
    </message>
    <message>
        <source>MM-dd</source>
        <translation>M月d日</translation>
    </message>
</context>
<context>
    <name>YearOfEdit</name>
    <message>
        <source>Date whose year is taken</source>
        <translation>取哪个日期的年份</translation>
    </message>
    <message>
        <source>a date</source>
        <translation>选日期</translation>
    </message>
</context>
</TS>
