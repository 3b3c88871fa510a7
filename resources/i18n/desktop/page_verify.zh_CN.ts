<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>ActDialog</name>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
</context>
<context>
    <name>Acts</name>
    <message>
        <source>withdrawing explanations: {0}</source>
        <translation>撤回 {0} 条说明</translation>
    </message>
    <message>
        <source>withdrawing the acceptance of {0}</source>
        <translation>撤回{0}的通过</translation>
    </message>
    <message>
        <source>accepting {0}</source>
        <translation>通过{0}的填报表</translation>
    </message>
    <message>
        <source>cancelling the sending back of {0}</source>
        <translation>撤回{0}的退回</translation>
    </message>
</context>
<context>
    <name>AmendDialog</name>
    <message>
        <source>Amend</source>
        <translation>更正</translation>
    </message>
    <message>
        <source>(unknown)</source>
        <translation>（未知）</translation>
    </message>
    <message>
        <source>Cell</source>
        <translation>单元格</translation>
    </message>
    <message>
        <source>the district&apos;s own finding</source>
        <translation>区里核定的内容，不在工作簿里</translation>
    </message>
    <message>
        <source>Declared</source>
        <translation>申报值</translation>
    </message>
    <message>
        <source>Verified now</source>
        <translation>现核定值</translation>
    </message>
    <message>
        <source>Meaning</source>
        <translation>填报说明</translation>
    </message>
    <message>
        <source>Verified value</source>
        <translation>核定值</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>理由</translation>
    </message>
    <message>
        <source>{0} → {1}: {2} ({3}, {4})</source>
        <translation>{0} → {1}：{2}（{3}，{4}）</translation>
    </message>
    <message>
        <source>amending {0} to {1}</source>
        <translation>将“{0}”更正为 {1}</translation>
    </message>
</context>
<context>
    <name>CarriersPanel</name>
    <message>
        <source>Find by name, pinyin or code</source>
        <translation>按名称、拼音或代码查找</translation>
    </message>
    <message>
        <source>All carriers together</source>
        <translation>全部载体一起看</translation>
    </message>
    <message>
        <source>Carriers with a return</source>
        <translation>已交填报表的载体</translation>
    </message>
    <message>
        <source>Order of the carriers</source>
        <translation>载体的顺序</translation>
    </message>
    <message>
        <source>By name</source>
        <translation>按名称</translation>
    </message>
    <message>
        <source>Most errors first</source>
        <translation>错误多的在前</translation>
    </message>
    <message>
        <source>Most warnings first</source>
        <translation>警示多的在前</translation>
    </message>
    <message>
        <source>Carrier</source>
        <translation>载体</translation>
    </message>
    <message>
        <source>Errors</source>
        <translation>错误</translation>
    </message>
    <message>
        <source>Warnings</source>
        <translation>警示</translation>
    </message>
</context>
<context>
    <name>CauseWords</name>
    <message>
        <source>open</source>
        <translation>未处理</translation>
    </message>
    <message>
        <source>explained</source>
        <translation>已说明</translation>
    </message>
    <message>
        <source>settled</source>
        <translation>已解决</translation>
    </message>
    <message>
        <source>errors: {0}</source>
        <translation>错误 {0}</translation>
    </message>
    <message>
        <source>warnings: {0}</source>
        <translation>警示 {0}</translation>
    </message>
    <message>
        <source>carriers: {0}</source>
        <translation>{0} 家载体</translation>
    </message>
    <message>
        <source>findings: {0}</source>
        <translation>{0} 条</translation>
    </message>
    <message>
        <source>places: {0}</source>
        <translation>{0} 处</translation>
    </message>
    <message>
        <source>{0}: {1}</source>
        <translation>{0}：{1}</translation>
    </message>
</context>
<context>
    <name>CausesPanel</name>
    <message>
        <source>Findings by cause</source>
        <translation>按原因归组的核验问题</translation>
    </message>
    <message>
        <source>Filter findings</source>
        <translation>筛选核验问题</translation>
    </message>
    <message>
        <source>Words of the sentence, a firm, a place (Ctrl+Shift+F)</source>
        <translation>输入问题、企业或单元格中的字词（Ctrl+Shift+F）</translation>
    </message>
    <message>
        <source>State of the findings</source>
        <translation>问题的状态</translation>
    </message>
    <message>
        <source>Any state</source>
        <translation>全部状态</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>未处理</translation>
    </message>
    <message>
        <source>Explained</source>
        <translation>已说明</translation>
    </message>
    <message>
        <source>Settled</source>
        <translation>已解决</translation>
    </message>
    <message>
        <source>Level of the findings</source>
        <translation>问题的级别</translation>
    </message>
    <message>
        <source>Any level</source>
        <translation>全部级别</translation>
    </message>
    <message>
        <source>Order of the findings</source>
        <translation>问题的顺序</translation>
    </message>
    <message>
        <source>In form order</source>
        <translation>按表式顺序</translation>
    </message>
    <message>
        <source>By effect</source>
        <translation>按影响大小</translation>
    </message>
    <message>
        <source>Explain…</source>
        <translation>说明…</translation>
    </message>
    <message>
        <source>Withdraw</source>
        <translation>撤回说明</translation>
    </message>
    <message>
        <source>Amend…</source>
        <translation>更正…</translation>
    </message>
    <message>
        <source>Strike…</source>
        <translation>核减…</translation>
    </message>
    <message>
        <source>Nothing to look at</source>
        <translation>没有要看的</translation>
    </message>
    <message>
        <source>No finding stands on this return.</source>
        <translation>这份填报表没有核验问题。</translation>
    </message>
    <message>
        <source>Causes: {0}</source>
        <translation>{0} 个原因</translation>
    </message>
    <message>
        <source>Causes: {0} of {1}</source>
        <translation>{1} 个原因中的 {0} 个</translation>
    </message>
</context>
<context>
    <name>ExplainDialog</name>
    <message>
        <source>Explain</source>
        <translation>说明</translation>
    </message>
    <message>
        <source>Why it may stand</source>
        <translation>为什么可以保留</translation>
    </message>
    <message>
        <source>Findings to explain</source>
        <translation>要说明的问题</translation>
    </message>
    <message>
        <source>Findings: {0}; leave out those it does not hold for</source>
        <translation>共 {0} 条；理由不适用的，请取消勾选</translation>
    </message>
    <message>
        <source>Write down why it may stand, and leave at least one finding checked.</source>
        <translation>请写明为什么可以保留，并至少勾选一条。</translation>
    </message>
    <message>
        <source>explaining findings: {0}</source>
        <translation>说明 {0} 条警示</translation>
    </message>
</context>
<context>
    <name>Head</name>
    <message>
        <source>Accept</source>
        <translation>通过</translation>
    </message>
    <message>
        <source>Send back…</source>
        <translation>退回补正…</translation>
    </message>
    <message>
        <source>return no. {0}</source>
        <translation>第 {0} 次报送</translation>
    </message>
    <message>
        <source>Now {0}&#x3000;nothing sealed yet</source>
        <translation>现为 {0}&#x3000;尚未封存</translation>
    </message>
    <message>
        <source>Now {0}&#x3000;as in the sealed results</source>
        <translation>现为 {0}&#x3000;与封存结果一致</translation>
    </message>
    <message>
        <source>Now {0}&#x3000;points as sealed, data or rank changed since</source>
        <translation>现为 {0}&#x3000;分数与封存时相同，数据或名次有变</translation>
    </message>
    <message>
        <source>Now {0}&#x3000;sealed {1}</source>
        <translation>现为 {0}&#x3000;封存时 {1}</translation>
    </message>
    <message>
        <source>Withdraw acceptance</source>
        <translation>撤回通过</translation>
    </message>
    <message>
        <source>Cancel the sending back</source>
        <translation>撤回退回</translation>
    </message>
</context>
<context>
    <name>PicturePanel</name>
    <message>
        <source>The workbook as it came</source>
        <translation>报来的工作簿原样</translation>
    </message>
    <message>
        <source>Sheets</source>
        <translation>工作表</translation>
    </message>
    <message>
        <source>Previous place of the finding (Shift+F4)</source>
        <translation>上一处（Shift+F4）</translation>
    </message>
    <message>
        <source>Next place of the finding (F4)</source>
        <translation>下一处（F4）</translation>
    </message>
    <message>
        <source>The original is being read…</source>
        <translation>正在读取原件…</translation>
    </message>
    <message>
        <source>{0} (hidden)</source>
        <translation>{0}（隐藏）</translation>
    </message>
    <message>
        <source>declared {0}, verified {1}</source>
        <translation>申报 {0}，核定 {1}</translation>
    </message>
    <message>
        <source>struck</source>
        <translation>已核减</translation>
    </message>
    <message>
        <source>hidden in the workbook</source>
        <translation>在工作簿中被隐藏</translation>
    </message>
</context>
<context>
    <name>SendBackDialog</name>
    <message>
        <source>Send back</source>
        <translation>退回补正</translation>
    </message>
    <message>
        <source>What is to be corrected</source>
        <translation>请载体改正什么</translation>
    </message>
    <message>
        <source>Save a marked copy of the workbook for the carrier</source>
        <translation>为载体另存一份标注本</translation>
    </message>
    <message>
        <source>Folder for the marked copy</source>
        <translation>标注本存到</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>选择…</translation>
    </message>
    <message>
        <source>Write down what the carrier has to correct.</source>
        <translation>请写明要载体改正什么。</translation>
    </message>
    <message>
        <source>Marked copy for {0}</source>
        <translation>{0}的标注本</translation>
    </message>
    <message>
        <source>sending {0} back</source>
        <translation>退回{0}的填报表</translation>
    </message>
</context>
<context>
    <name>StrikeDialog</name>
    <message>
        <source>Count again</source>
        <translation>重新计入</translation>
    </message>
    <message>
        <source>Strike</source>
        <translation>核减</translation>
    </message>
    <message>
        <source>The firm is struck. Counted again, it enters every figure as before.</source>
        <translation>这家企业已核减。重新计入后，它和原来一样计入各项数字。</translation>
    </message>
    <message>
        <source>A struck firm stays in the return and counts nowhere. The points as they are now and as they would be:</source>
        <translation>核减的企业仍留在填报表里，但处处不计。现在和核减后的得分：</translation>
    </message>
    <message>
        <source>Total</source>
        <translation>总分</translation>
    </message>
    <message>
        <source>Grade</source>
        <translation>等级</translation>
    </message>
    <message>
        <source>Now</source>
        <translation>现在</translation>
    </message>
    <message>
        <source>Then</source>
        <translation>之后</translation>
    </message>
    <message>
        <source>No indicator changes its points.</source>
        <translation>各项指标的得分都不变。</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>理由</translation>
    </message>
    <message>
        <source>Points now, and with the firm struck</source>
        <translation>现在和核减后的得分</translation>
    </message>
    <message>
        <source>Write down why: it stands beside the firm for good.</source>
        <translation>请写明理由：它会一直记在这家企业旁边。</translation>
    </message>
    <message>
        <source>counting {0} again</source>
        <translation>重新计入{0}</translation>
    </message>
    <message>
        <source>striking {0}</source>
        <translation>核减{0}</translation>
    </message>
</context>
<context>
    <name>VerifyPage</name>
    <message>
        <source>Verification</source>
        <translation>核验</translation>
    </message>
    <message>
        <source>No return is in yet</source>
        <translation>还没有收到填报表</translation>
    </message>
    <message>
        <source>Import the returned workbooks; what is wrong with them is shown here.</source>
        <translation>请先导入报回的工作簿，其中的问题会列在这里。</translation>
    </message>
    <message>
        <source>To the returns</source>
        <translation>去收表</translation>
    </message>
    <message>
        <source>All carriers together</source>
        <translation>全部载体一起看</translation>
    </message>
    <message>
        <source>This cell holds no value of the form; choose one that does.</source>
        <translation>这个单元格不属于表式的任何一项，请另选一个。</translation>
    </message>
    <message>
        <source>Choose a row of a firm in the workbook first.</source>
        <translation>请先在工作簿里选中一家企业所在的行。</translation>
    </message>
    <message>
        <source>Choose a carrier first.</source>
        <translation>请先选一家载体。</translation>
    </message>
    <message>
        <source>Choose a finding first.</source>
        <translation>请先选一个核验问题。</translation>
    </message>
    <message>
        <source>Nothing chosen is explained.</source>
        <translation>选中的问题没有说明可撤回。</translation>
    </message>
    <message>
        <source>What is settled needs no explanation.</source>
        <translation>已解决的问题不需要说明。</translation>
    </message>
</context>
</TS>
