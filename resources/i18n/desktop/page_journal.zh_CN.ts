<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>Details</name>
    <message>
        <source>Details of the entry</source>
        <translation>这条记录的详情</translation>
    </message>
    <message>
        <source>Choose an entry to see it in full.</source>
        <translation>选中一条记录，在这里看全文。</translation>
    </message>
    <message>
        <source>entry {0} of copy {1}</source>
        <translation>副本 {1} 的第 {0} 条</translation>
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
        <source>Action</source>
        <translation>动作</translation>
    </message>
    <message>
        <source>Carriers</source>
        <translation>载体</translation>
    </message>
    <message>
        <source>Chain</source>
        <translation>日志链</translation>
    </message>
    <message>
        <source>Hash</source>
        <translation>校验值</translation>
    </message>
    <message>
        <source>Hash of the entry before</source>
        <translation>前一条的校验值</translation>
    </message>
    <message>
        <source>Hash of the content</source>
        <translation>内容的校验值</translation>
    </message>
    <message>
        <source>The content was taken away; the entry and its hash stay.</source>
        <translation>内容已被抹去；记录和校验值仍在。</translation>
    </message>
</context>
<context>
    <name>Filters</name>
    <message>
        <source>Find a carrier, a field, a reason, an action…</source>
        <translation>查找载体、项目、理由、动作…</translation>
    </message>
    <message>
        <source>Everybody</source>
        <translation>所有人</translation>
    </message>
    <message>
        <source>Person</source>
        <translation>人员</translation>
    </message>
    <message>
        <source>Kind of action</source>
        <translation>动作</translation>
    </message>
    <message>
        <source>All actions</source>
        <translation>所有动作</translation>
    </message>
    <message>
        <source>Carrier</source>
        <translation>载体</translation>
    </message>
    <message>
        <source>All carriers</source>
        <translation>所有载体</translation>
    </message>
    <message>
        <source>From</source>
        <translation>从</translation>
    </message>
    <message>
        <source>To</source>
        <translation>到</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>清除</translation>
    </message>
    <message>
        <source>any day</source>
        <translation>不限</translation>
    </message>
    <message>
        <source>to</source>
        <translation>到</translation>
    </message>
</context>
<context>
    <name>JournalPage</name>
    <message>
        <source>Journal</source>
        <translation>日志</translation>
    </message>
    <message>
        <source>Nothing was found</source>
        <translation>没有找到</translation>
    </message>
    <message>
        <source>No entry is as the filter wants it. Loosen the filter to see others.</source>
        <translation>没有符合筛选条件的记录。放宽条件可以看到其他记录。</translation>
    </message>
    <message>
        <source>Entries: {0}</source>
        <translation>共 {0} 条</translation>
    </message>
    <message>
        <source>Proving the journal</source>
        <translation>核对日志链</translation>
    </message>
    <message>
        <source>Excel workbook (*.xlsx);;CSV (*.csv);;Text with tabs (*.tsv)</source>
        <translation>Excel 工作簿 (*.xlsx);;CSV (*.csv);;制表符分隔的文本 (*.tsv)</translation>
    </message>
    <message>
        <source>Save the journal</source>
        <translation>保存日志</translation>
    </message>
    <message>
        <source>Writing the journal</source>
        <translation>写出日志</translation>
    </message>
    <message>
        <source>{0} is written; entries: {1}</source>
        <translation>“{0}”已写好，共 {1} 条</translation>
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
        <source>Action</source>
        <translation>动作</translation>
    </message>
    <message>
        <source>What</source>
        <translation>内容</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>详情</translation>
    </message>
    <message>
        <source>Prove the journal</source>
        <translation>核对日志链</translation>
    </message>
    <message>
        <source>Save as…</source>
        <translation>另存为…</translation>
    </message>
</context>
</TS>
