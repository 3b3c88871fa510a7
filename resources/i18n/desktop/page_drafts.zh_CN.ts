<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>AdoptDraftDialog</name>
    <message>
        <source>Adopt the draft</source>
        <translation>采用草稿</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>版本</translation>
    </message>
    <message>
        <source>Adopted on</source>
        <translation>采用日期</translation>
    </message>
    <message>
        <source>Adopt</source>
        <translation>采用</translation>
    </message>
    <message>
        <source>Warnings that stand: {0}.</source>
        <translation>尚有提醒 {0} 处。</translation>
    </message>
    <message>
        <source>The version is kept for good. Points and grades of this round are worked out by it from now on; sealed results stay as they are and are marked as stale. This can be undone.</source>
        <translation>这一版从此长期保存，本轮的得分和等级改按它计算；已封存的结果保持不变，并标为已过时。可以撤销。</translation>
    </message>
    <message>
        <source>The version is kept for good. A round without returns uses it at once; a round that has returns keeps the form they were read with.</source>
        <translation>这一版从此长期保存。还没有收到填报表的轮次立即改用；已收到填报表的轮次仍用收表时的表式。</translation>
    </message>
    <message>
        <source>The version is kept for good, beside those that were adopted before, and counts from now on. This cannot be undone.</source>
        <translation>这一版从此长期保存，与以前采用的各版并存，即刻算数，不能撤销。</translation>
    </message>
</context>
<context>
    <name>BeginDialog</name>
    <message>
        <source>New draft</source>
        <translation>新建草稿</translation>
    </message>
    <message>
        <source>Kind of definition</source>
        <translation>规则种类</translation>
    </message>
    <message>
        <source>Versions to copy</source>
        <translation>可以复制的版本</translation>
    </message>
    <message>
        <source>From a file…</source>
        <translation>从文件复制…</translation>
    </message>
    <message>
        <source>Copy to a draft</source>
        <translation>复制为草稿</translation>
    </message>
    <message>
        <source>A draft begins as a copy. The version it is copied from stays as it is.</source>
        <translation>草稿从复制开始，被复制的版本保持不变。</translation>
    </message>
    <message>
        <source>Copy a file to a draft</source>
        <translation>把文件复制为草稿</translation>
    </message>
    <message>
        <source>Definitions (*.toml)</source>
        <translation>规则文件 (*.toml)</translation>
    </message>
</context>
<context>
    <name>CardView</name>
    <message>
        <source>The entry</source>
        <translation>条目</translation>
    </message>
    <message>
        <source>Build this measure…</source>
        <translation>构建这个口径…</translation>
    </message>
</context>
<context>
    <name>DraftActs</name>
    <message>
        <source>the new draft</source>
        <translation>新建草稿</translation>
    </message>
    <message>
        <source>the adoption of a draft</source>
        <translation>采用草稿</translation>
    </message>
    <message>
        <source>Written: {0}</source>
        <translation>已写出：{0}</translation>
    </message>
    <message>
        <source>Save the draft</source>
        <translation>保存草稿</translation>
    </message>
    <message>
        <source>Definitions (*.toml)</source>
        <translation>规则文件 (*.toml)</translation>
    </message>
    <message>
        <source>dropping a draft</source>
        <translation>放弃草稿</translation>
    </message>
</context>
<context>
    <name>DraftsPage</name>
    <message>
        <source>Drafts</source>
        <translation>规则草稿</translation>
    </message>
    <message>
        <source>No draft is being worked at</source>
        <translation>没有正在编辑的草稿</translation>
    </message>
    <message>
        <source>Next year&apos;s rubric, form, conditions or policy begins as a copy of a version there is. Change it, see who would move, run its examples, then adopt it.</source>
        <translation>下一年度的评分细则、填报表式、认定条件或政策从现有版本复制开始：改好以后先看谁会变动、算例是否相符，再采用。</translation>
    </message>
    <message>
        <source>New draft…</source>
        <translation>新建草稿…</translation>
    </message>
    <message>
        <source>{0}: {1}, version {2}</source>
        <translation>{0}：{1} {2} 版</translation>
    </message>
    <message>
        <source>This window only reads the workspace.</source>
        <translation>本窗口只读，不能修改。</translation>
    </message>
    <message>
        <source>Errors stand in the way.</source>
        <translation>还有错误，不能采用。</translation>
    </message>
    <message>
        <source>Adopt…</source>
        <translation>采用…</translation>
    </message>
    <message>
        <source>Save as a file…</source>
        <translation>另存为文件…</translation>
    </message>
    <message>
        <source>More</source>
        <translation>更多</translation>
    </message>
    <message>
        <source>Edits: {0}; errors: {1}, warnings: {2}</source>
        <translation>改动 {0} 次；错误 {1} 处，提醒 {2} 处</translation>
    </message>
    <message>
        <source>Drop this draft</source>
        <translation>放弃这份草稿</translation>
    </message>
</context>
<context>
    <name>ExpressionDialog</name>
    <message>
        <source>Take over</source>
        <translation>写入草稿</translation>
    </message>
</context>
<context>
    <name>GroupSlot</name>
    <message>
        <source>Take away</source>
        <translation>去掉</translation>
    </message>
    <message>
        <source>Give</source>
        <translation>加上</translation>
    </message>
</context>
<context>
    <name>LongSlot</name>
    <message>
        <source>Build…</source>
        <translation>构建…</translation>
    </message>
    <message>
        <source>Build {0}</source>
        <translation>构建{0}</translation>
    </message>
</context>
<context>
    <name>MeasureDialog</name>
    <message>
        <source>Take over</source>
        <translation>写入草稿</translation>
    </message>
</context>
<context>
    <name>NamesSlot</name>
    <message>
        <source>Several, with ; between them</source>
        <translation>可填多项，用分号隔开</translation>
    </message>
</context>
<context>
    <name>Outline</name>
    <message>
        <source>Find in the draft</source>
        <translation>在草稿中查找</translation>
    </message>
    <message>
        <source>Entries of the draft</source>
        <translation>草稿的条目</translation>
    </message>
    <message>
        <source>{0}. Errors: {1}</source>
        <translation>{0}：错误 {1} 处</translation>
    </message>
    <message>
        <source>{0}. Warnings: {1}</source>
        <translation>{0}：提醒 {1} 处</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Up</source>
        <translation>上移</translation>
    </message>
    <message>
        <source>Down</source>
        <translation>下移</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>添加</translation>
    </message>
</context>
<context>
    <name>RowsSlot</name>
    <message>
        <source>Add a line</source>
        <translation>加一行</translation>
    </message>
    <message>
        <source>Remove this line</source>
        <translation>删除这一行</translation>
    </message>
</context>
<context>
    <name>Trying</name>
    <message>
        <source>Trying the draft out</source>
        <translation>试算草稿</translation>
    </message>
    <message>
        <source>Findings of the draft</source>
        <translation>草稿的问题</translation>
    </message>
    <message>
        <source>Nothing to find fault with.</source>
        <translation>没有发现问题。</translation>
    </message>
    <message>
        <source>Who would move</source>
        <translation>谁会变动</translation>
    </message>
    <message>
        <source>Work out who moves</source>
        <translation>测算影响</translation>
    </message>
    <message>
        <source>Worked examples</source>
        <translation>算例</translation>
    </message>
    <message>
        <source>Run the examples</source>
        <translation>运行算例</translation>
    </message>
    <message>
        <source>What differs</source>
        <translation>有哪些不同</translation>
    </message>
    <message>
        <source>Findings</source>
        <translation>问题</translation>
    </message>
    <message>
        <source>Impact</source>
        <translation>影响</translation>
    </message>
    <message>
        <source>Changed</source>
        <translation>改动</translation>
    </message>
    <message>
        <source>Findings ({0})</source>
        <translation>问题（{0}）</translation>
    </message>
    <message>
        <source>The draft has changed since. Run it again.</source>
        <translation>草稿之后又有改动，请重新运行。</translation>
    </message>
    <message>
        <source>Working out who moves</source>
        <translation>正在测算影响</translation>
    </message>
    <message>
        <source>Running the examples</source>
        <translation>正在运行算例</translation>
    </message>
    <message>
        <source>Examples: {0}. All of them hold.</source>
        <translation>算例 {0} 个，全部相符。</translation>
    </message>
    <message>
        <source>Examples: {0}. Do not hold: {1}.</source>
        <translation>算例 {0} 个，{1} 个不符。</translation>
    </message>
    <message>
        <source>error</source>
        <translation>错误</translation>
    </message>
    <message>
        <source>warning</source>
        <translation>提醒</translation>
    </message>
    <message>
        <source>Level</source>
        <translation>程度</translation>
    </message>
    <message>
        <source>Finding</source>
        <translation>问题</translation>
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
        <source>Place</source>
        <translation>名次</translation>
    </message>
    <message>
        <source>Total before</source>
        <translation>原总分</translation>
    </message>
    <message>
        <source>Total after</source>
        <translation>新总分</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>变动</translation>
    </message>
    <message>
        <source>holds</source>
        <translation>相符</translation>
    </message>
    <message>
        <source>does not hold</source>
        <translation>不符</translation>
    </message>
    <message>
        <source>State</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>Of</source>
        <translation>对象</translation>
    </message>
    <message>
        <source>What</source>
        <translation>内容</translation>
    </message>
    <message>
        <source>Expected</source>
        <translation>应得</translation>
    </message>
    <message>
        <source>Found</source>
        <translation>实得</translation>
    </message>
    <message>
        <source>Old</source>
        <translation>原</translation>
    </message>
    <message>
        <source>New</source>
        <translation>新</translation>
    </message>
</context>
</TS>
