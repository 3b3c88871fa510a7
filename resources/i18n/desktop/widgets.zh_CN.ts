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
        <source>Diagnostics</source>
        <translation>诊断信息</translation>
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
    <message>
        <source>Save diagnostics</source>
        <translation>保存诊断文件</translation>
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
    <name>Notice</name>
    <message>
        <source>Close this notice</source>
        <translation>关闭提示</translation>
    </message>
</context>
<context>
    <name>ProgressStrip</name>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>{0} s left</source>
        <translation>约剩 {0} 秒</translation>
    </message>
    <message>
        <source>{0} min left</source>
        <translation>约剩 {0} 分钟</translation>
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
        <source>Kind of carriers</source>
        <translation>载体类型</translation>
    </message>
    <message>
        <source>{0} is at the desk: this name stands in the journal. Click to change it.</source>
        <translation>当前经办人：{0}。日志记此姓名，点击可更改。</translation>
    </message>
</context>
</TS>
