<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>CarrierForm</name>
    <message>
        <source>Name of the carrier</source>
        <translation>载体名称</translation>
    </message>
    <message>
        <source>Credit code, 18 characters</source>
        <translation>统一社会信用代码，18 位</translation>
    </message>
    <message>
        <source>Contact</source>
        <translation>联系人</translation>
    </message>
    <message>
        <source>Telephone</source>
        <translation>联系电话</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>加入</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>修改</translation>
    </message>
</context>
<context>
    <name>ProposalDialog</name>
    <message>
        <source>Add a list of carriers</source>
        <translation>加入一批载体</translation>
    </message>
    <message>
        <source>Paste from Excel here: names and codes, in any order; contacts and telephones too, if you have them</source>
        <translation>在这里粘贴 Excel 里的名称和代码，次序不限；有联系人、电话的一并粘贴</translation>
    </message>
    <message>
        <source>What the list would do</source>
        <translation>加入后的变化</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>加入</translation>
    </message>
    <message>
        <source>From “{0}”</source>
        <translation>名单文件：{0}</translation>
    </message>
    <message>
        <source>Headings and empty lines do no harm.</source>
        <translation>带表头、空行都没有关系。</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Line</source>
        <translation>行</translation>
    </message>
    <message>
        <source>Carrier</source>
        <translation>载体</translation>
    </message>
    <message>
        <source>USCC</source>
        <translation>统一社会信用代码</translation>
    </message>
    <message>
        <source>Contact</source>
        <translation>联系人</translation>
    </message>
    <message>
        <source>What happens</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>To add or change: {0}&#x3000;Cannot be added: {1}</source>
        <translation>加入或修改 {0} 家&#x3000;不能加入 {1} 家</translation>
    </message>
    <message>
        <source>Add {0}</source>
        <translation>加入 {0}</translation>
    </message>
</context>
<context>
    <name>RosterPage</name>
    <message>
        <source>Roster</source>
        <translation>名册</translation>
    </message>
    <message>
        <source>Nobody takes part yet</source>
        <translation>还没有参评载体</translation>
    </message>
    <message>
        <source>Return</source>
        <translation>填报表</translation>
    </message>
    <message>
        <source>Contact</source>
        <translation>联系人</translation>
    </message>
    <message>
        <source>Telephone</source>
        <translation>联系电话</translation>
    </message>
    <message>
        <source>From its return</source>
        <translation>填报情况</translation>
    </message>
    <message>
        <source>Add…</source>
        <translation>加入…</translation>
    </message>
    <message>
        <source>Paste a list…</source>
        <translation>粘贴名单…</translation>
    </message>
    <message>
        <source>Import a list…</source>
        <translation>导入名单…</translation>
    </message>
    <message>
        <source>Workbooks</source>
        <translation>填报表模板</translation>
    </message>
    <message>
        <source>Blank workbook…</source>
        <translation>空白填报表…</translation>
    </message>
    <message>
        <source>One for every carrier…</source>
        <translation>每家载体一份…</translation>
    </message>
    <message>
        <source>Save the list…</source>
        <translation>导出名册…</translation>
    </message>
    <message>
        <source>Change…</source>
        <translation>修改…</translation>
    </message>
    <message>
        <source>Change {0}</source>
        <translation>修改{0}</translation>
    </message>
    <message>
        <source>Added or changed: {0}</source>
        <translation>加入或修改 {0} 家</translation>
    </message>
    <message>
        <source>Take off the roster</source>
        <translation>移出名册</translation>
    </message>
    <message>
        <source>Found: {0} of {1}</source>
        <translation>找到 {0} 家，共 {1} 家</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>This window only reads the workspace.</source>
        <translation>本窗口只读，不能修改。</translation>
    </message>
    <message>
        <source>Choose one carrier.</source>
        <translation>请选一家载体。</translation>
    </message>
    <message>
        <source>A carrier with a return stays on the roster.</source>
        <translation>已有填报表的载体不能移出。</translation>
    </message>
    <message>
        <source>Choose carriers first.</source>
        <translation>请先选载体。</translation>
    </message>
    <message>
        <source>Add {0}</source>
        <translation>加入 {0}</translation>
    </message>
    <message>
        <source>On the roster: {0}</source>
        <translation>已加入名册：{0}</translation>
    </message>
    <message>
        <source>Changed: {0}</source>
        <translation>已修改：{0}</translation>
    </message>
    <message>
        <source>Take {0} off the roster</source>
        <translation>把 {0} 移出名册</translation>
    </message>
    <message>
        <source>{0} and others</source>
        <translation>{0} 等</translation>
    </message>
    <message>
        <source>A list of carriers</source>
        <translation>载体名单</translation>
    </message>
    <message>
        <source>Workbooks (*.xlsx)</source>
        <translation>工作簿 (*.xlsx)</translation>
    </message>
    <message>
        <source>Add a list, carriers: {0}</source>
        <translation>加入名单 {0} 家</translation>
    </message>
    <message>
        <source>Save the roster</source>
        <translation>导出名册</translation>
    </message>
    <message>
        <source>roster.xlsx</source>
        <translation>参评名单.xlsx</translation>
    </message>
    <message>
        <source>Save a blank workbook</source>
        <translation>保存空白填报表</translation>
    </message>
    <message>
        <source>return.xlsx</source>
        <translation>填报表.xlsx</translation>
    </message>
    <message>
        <source>A folder for the workbooks</source>
        <translation>放填报表的文件夹</translation>
    </message>
    <message>
        <source>Workbooks for every carrier</source>
        <translation>给每家载体写填报表</translation>
    </message>
    <message>
        <source>Saved: {0}</source>
        <translation>已保存：{0}</translation>
    </message>
    <message>
        <source>Workbooks written: {0}&#x3000;Left alone, there already: {1}&#x3000;Folder: {2}</source>
        <translation>写出 {0} 份&#x3000;原有未动 {1} 份&#x3000;文件夹：{2}</translation>
    </message>
    <message>
        <source>Carriers: {0}</source>
        <translation>共 {0} 家</translation>
    </message>
    <message>
        <source>Find by name, pinyin, initials, code or contact</source>
        <translation>按名称、拼音、首字母、代码或联系人查找</translation>
    </message>
    <message>
        <source>Add the carriers that take part in this round: one by one, or paste their names and codes from Excel, with contacts if you like.</source>
        <translation>请把参加本轮考评的载体列入名册：逐家加入，或从 Excel 粘贴名称和代码，联系人和电话可以一并粘贴。</translation>
    </message>
    <message>
        <source>Carrier</source>
        <translation>载体</translation>
    </message>
    <message>
        <source>USCC</source>
        <translation>统一社会信用代码</translation>
    </message>
</context>
</TS>
