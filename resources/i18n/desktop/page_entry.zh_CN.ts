<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>CellStrip</name>
    <message>
        <source>Row {0}, {1}</source>
        <translation>第 {0} 行 {1}</translation>
    </message>
    <message>
        <source>must be filled in</source>
        <translation>必填</translation>
    </message>
    <message>
        <source>Reads as {0}</source>
        <translation>读作 {0}</translation>
    </message>
    <message>
        <source>Reads as nothing: no answer</source>
        <translation>读作空缺</translation>
    </message>
</context>
<context>
    <name>EntryGrid</name>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Cut</source>
        <translation>剪切</translation>
    </message>
    <message>
        <source>Paste</source>
        <translation>粘贴</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>清除</translation>
    </message>
    <message>
        <source>Fill down</source>
        <translation>向下填充</translation>
    </message>
    <message>
        <source>Insert rows</source>
        <translation>插入行</translation>
    </message>
    <message>
        <source>Delete rows</source>
        <translation>删除行</translation>
    </message>
    <message>
        <source>Move rows up</source>
        <translation>上移</translation>
    </message>
    <message>
        <source>Move rows down</source>
        <translation>下移</translation>
    </message>
</context>
<context>
    <name>EntryModel</name>
    <message>
        <source>{0} ({1})</source>
        <translation>{0}（{1}）</translation>
    </message>
</context>
<context>
    <name>EntryPage</name>
    <message>
        <source>Back to the returns</source>
        <translation>返回收表</translation>
    </message>
    <message>
        <source>Tables of the form</source>
        <translation>填报表式的各张表</translation>
    </message>
    <message>
        <source>Findings of the entry</source>
        <translation>这份录入的核验问题</translation>
    </message>
    <message>
        <source>Entry on screen: {0}</source>
        <translation>屏幕录入：{0}</translation>
    </message>
    <message>
        <source>Edits: {0}. Begun by {1}</source>
        <translation>改动 {0} 次，由{1}开始</translation>
    </message>
    <message>
        <source>{0} ({1})</source>
        <translation>{0}（{1}）</translation>
    </message>
    <message>
        <source>Entry on screen</source>
        <translation>屏幕录入</translation>
    </message>
    <message>
        <source>Pasted. {0} have no column here and were left out: {1}</source>
        <translation>已粘贴。有 {0} 处在这张表里没有对应的栏，没有录入：{1}</translation>
    </message>
    <message>
        <source>Pasting</source>
        <translation>正在粘贴</translation>
    </message>
    <message>
        <source>Beginning an entry</source>
        <translation>正在开始录入</translation>
    </message>
    <message>
        <source>Finishing the entry</source>
        <translation>正在完成录入</translation>
    </message>
    <message>
        <source>The entry is finished: it is the carrier&apos;s return now.</source>
        <translation>录入完成，已收为该载体的填报表。</translation>
    </message>
    <message>
        <source>Giving up the entry</source>
        <translation>正在放弃录入</translation>
    </message>
    <message>
        <source>Level</source>
        <translation>程度</translation>
    </message>
    <message>
        <source>Where</source>
        <translation>位置</translation>
    </message>
    <message>
        <source>Finding</source>
        <translation>问题</translation>
    </message>
</context>
<context>
    <name>FinishBar</name>
    <message>
        <source>Next finding</source>
        <translation>下一处问题</translation>
    </message>
    <message>
        <source>Go to the next cell with a finding (F8)</source>
        <translation>到下一处有问题的单元格（F8）</translation>
    </message>
    <message>
        <source>Not now</source>
        <translation>暂不</translation>
    </message>
    <message>
        <source>This window only reads the workspace.</source>
        <translation>这个窗口只能查看，不能修改。</translation>
    </message>
    <message>
        <source>Give up…</source>
        <translation>放弃录入…</translation>
    </message>
    <message>
        <source>Finish the entry…</source>
        <translation>录入完成…</translation>
    </message>
    <message>
        <source>Being checked…</source>
        <translation>正在核验…</translation>
    </message>
    <message>
        <source>Finish now</source>
        <translation>确认完成</translation>
    </message>
    <message>
        <source>The entry becomes the carrier&apos;s return and is scored from then on. This cannot be undone.</source>
        <translation>完成后收为该载体的填报表，从此计入评分，不能撤销。</translation>
    </message>
    <message>
        <source>Give up now</source>
        <translation>确认放弃</translation>
    </message>
    <message>
        <source>What was entered stays in the journal and counts for nothing. This cannot be undone.</source>
        <translation>录入过的内容留在日志里，不计入评分，不能撤销。</translation>
    </message>
    <message>
        <source>Nothing to find fault with. Everything is saved.</source>
        <translation>没有发现问题。内容已全部保存。</translation>
    </message>
    <message>
        <source>Errors: {0}, warnings: {1}. Everything is saved.</source>
        <translation>{0} 处错误，{1} 处警示。内容已全部保存。</translation>
    </message>
</context>
<context>
    <name>RecordModel</name>
    <message>
        <source>Item</source>
        <translation>项目</translation>
    </message>
    <message>
        <source>As reported</source>
        <translation>填报内容</translation>
    </message>
    <message>
        <source>Unit</source>
        <translation>单位</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>说明</translation>
    </message>
</context>
<context>
    <name>StartPanel</name>
    <message>
        <source>For a carrier that sent nothing usable: type or paste its figures into the form itself. Everything is kept as you type; it counts once the entry is finished.</source>
        <translation>载体没有交来可用的填报表时，在这里把数据直接录入或粘贴进填报表式。边录边保存，录入完成后才计入。</translation>
    </message>
    <message>
        <source>Enter the return of {0}</source>
        <translation>录入{0}的填报表</translation>
    </message>
</context>
<context>
    <name>_Date</name>
    <message>
        <source>Choose in a calendar</source>
        <translation>在日历中选择</translation>
    </message>
</context>
</TS>
