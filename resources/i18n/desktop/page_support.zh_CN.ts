<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>Asking</name>
    <message>
        <source>Only {0}</source>
        <translation>只对{0}</translation>
    </message>
    <message>
        <source>All {0} carriers for whom it is open</source>
        <translation>这一项待定的全部 {0} 家</translation>
    </message>
    <message>
        <source>Withdraw the budget {0}</source>
        <translation>撤回预算“{0}”</translation>
    </message>
    <message>
        <source>Amounts are then what they were without it. It stays on record.</source>
        <translation>撤回后金额与没有这笔预算时相同，记录仍然保留。</translation>
    </message>
    <message>
        <source>Withdraw</source>
        <translation>撤回</translation>
    </message>
    <message>
        <source>withdrawing the budget {0}</source>
        <translation>撤回预算“{0}”</translation>
    </message>
</context>
<context>
    <name>BasisDialog</name>
    <message>
        <source>Basis</source>
        <translation>依据</translation>
    </message>
    <message>
        <source>Say what it rests on: it is kept for good.</source>
        <translation>请写明依据，依据一并留存。</translation>
    </message>
</context>
<context>
    <name>GradesPanel</name>
    <message>
        <source>Grades that documents ask for</source>
        <translation>政策要求的等级</translation>
    </message>
    <message>
        <source>No grade is asked for</source>
        <translation>政策没有等级要求</translation>
    </message>
    <message>
        <source>No clause of the adopted policies asks for a grade.</source>
        <translation>已采用的政策没有要求等级的条款。</translation>
    </message>
    <message>
        <source>Confirm…</source>
        <translation>确认…</translation>
    </message>
    <message>
        <source>Read only: the workspace is open elsewhere</source>
        <translation>只读：工作区已在别处打开</translation>
    </message>
    <message>
        <source>Confirmed: {0} ({1}, {2})</source>
        <translation>已确认：{0}（{1}，{2}）</translation>
    </message>
    <message>
        <source>Who grades: {0}</source>
        <translation>评价方：{0}</translation>
    </message>
    <message>
        <source>open</source>
        <translation>待定</translation>
    </message>
    <message>
        <source>no carrier needs it</source>
        <translation>没有载体用到</translation>
    </message>
    <message>
        <source>The document says</source>
        <translation>文件要求</translation>
    </message>
    <message>
        <source>Grades that meet it</source>
        <translation>符合的等级</translation>
    </message>
    <message>
        <source>Proposal</source>
        <translation>建议</translation>
    </message>
    <message>
        <source>Policy</source>
        <translation>政策</translation>
    </message>
</context>
<context>
    <name>OpenPanel</name>
    <message>
        <source>Still to be settled</source>
        <translation>待定项</translation>
    </message>
    <message>
        <source>Settled</source>
        <translation>已写明</translation>
    </message>
    <message>
        <source>Nothing has been settled yet.</source>
        <translation>还没有写明任何一项。</translation>
    </message>
    <message>
        <source>Nothing is open</source>
        <translation>没有待定项</translation>
    </message>
    <message>
        <source>What is still open for other reasons is said with the clause: a return or a grade is missing.</source>
        <translation>条款因其他原因不能确定的（填报表没有写，或没有等级），写在各条款下面。</translation>
    </message>
    <message>
        <source>Write down…</source>
        <translation>写明…</translation>
    </message>
    <message>
        <source>Change…</source>
        <translation>改写…</translation>
    </message>
    <message>
        <source>Withdraw</source>
        <translation>撤回</translation>
    </message>
    <message>
        <source>Read only: the workspace is open elsewhere</source>
        <translation>只读：工作区已在别处打开</translation>
    </message>
    <message>
        <source>Choose what is to be settled first</source>
        <translation>请先选一个待定项</translation>
    </message>
    <message>
        <source>Choose what was settled first</source>
        <translation>请先选一项已写明的</translation>
    </message>
    <message>
        <source>withdrawing {0}</source>
        <translation>撤回{0}</translation>
    </message>
    <message>
        <source>Open matter</source>
        <translation>待定事项</translation>
    </message>
    <message>
        <source>For whom</source>
        <translation>适用对象</translation>
    </message>
    <message>
        <source>Carriers</source>
        <translation>涉及载体</translation>
    </message>
    <message>
        <source>For so many carriers it is still open</source>
        <translation>这一项还影响这么多家载体</translation>
    </message>
    <message>
        <source>Policy</source>
        <translation>政策</translation>
    </message>
    <message>
        <source>Settled matter</source>
        <translation>事项</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>内容</translation>
    </message>
    <message>
        <source>Basis</source>
        <translation>依据</translation>
    </message>
    <message>
        <source>By</source>
        <translation>经手</translation>
    </message>
</context>
<context>
    <name>PotDialog</name>
    <message>
        <source>Change the budget</source>
        <translation>修改预算</translation>
    </message>
    <message>
        <source>Budget for support</source>
        <translation>扶持预算</translation>
    </message>
    <message>
        <source>Write down</source>
        <translation>写明</translation>
    </message>
    <message>
        <source>For example 2,000,000 元</source>
        <translation>例如 200万元</translation>
    </message>
    <message>
        <source>Basis</source>
        <translation>依据</translation>
    </message>
    <message>
        <source>For example the number of the budget approval</source>
        <translation>例如预算批复文号</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Amount</source>
        <translation>金额</translation>
    </message>
    <message>
        <source>What it is for</source>
        <translation>用于</translation>
    </message>
    <message>
        <source>Which part</source>
        <translation>口径</translation>
    </message>
    <message>
        <source>Shares are whole</source>
        <translation>取整到</translation>
    </message>
    <message>
        <source>If it does not suffice</source>
        <translation>不够时</translation>
    </message>
    <message>
        <source>Only what is proposed is shared, never the ceiling. The way of sharing may be chosen later, with the three side by side.</source>
        <translation>按拟扶持金额分配，不按扶持上限。分配办法可以以后再选，三种办法会并列出来。</translation>
    </message>
    <message>
        <source>All support</source>
        <translation>全部扶持金额</translation>
    </message>
    <message>
        <source>Whole amounts</source>
        <translation>全额</translation>
    </message>
    <message>
        <source>Only what {0} bears</source>
        <translation>只含{0}负担的部分</translation>
    </message>
    <message>
        <source>Say what it rests on: it stands beside the budget for good.</source>
        <translation>请写明依据，依据与预算一并留存。</translation>
    </message>
    <message>
        <source>budget {0}</source>
        <translation>预算“{0}”</translation>
    </message>
</context>
<context>
    <name>PotsPanel</name>
    <message>
        <source>Budget</source>
        <translation>预算</translation>
    </message>
    <message>
        <source>New budget…</source>
        <translation>新设预算…</translation>
    </message>
    <message>
        <source>Change…</source>
        <translation>改写…</translation>
    </message>
    <message>
        <source>Choose the way of sharing…</source>
        <translation>选定分配办法…</translation>
    </message>
    <message>
        <source>Withdraw…</source>
        <translation>撤回…</translation>
    </message>
    <message>
        <source>Shares, the three ways side by side</source>
        <translation>各载体的份额，三种办法并列</translation>
    </message>
    <message>
        <source>Nobody claims anything of this budget.</source>
        <translation>没有载体使用这笔预算。</translation>
    </message>
    <message>
        <source>How this budget is shared</source>
        <translation>这笔预算怎样分配</translation>
    </message>
    <message>
        <source>No budget</source>
        <translation>还没有预算</translation>
    </message>
    <message>
        <source>Without one everybody gets what is proposed. With one that does not suffice, shares are worked out here in the open.</source>
        <translation>没有预算时，各家按拟扶持金额。预算不够时，在这里公开算出各家的份额。</translation>
    </message>
    <message>
        <source>Read only: the workspace is open elsewhere</source>
        <translation>只读：工作区已在别处打开</translation>
    </message>
    <message>
        <source>Basis: {0}</source>
        <translation>依据：{0}</translation>
    </message>
    <message>
        <source>Open: {0} ({1})</source>
        <translation>待定：{0}（{1}）</translation>
    </message>
    <message>
        <source>Carrier</source>
        <translation>载体</translation>
    </message>
    <message>
        <source>Rank</source>
        <translation>名次</translation>
    </message>
    <message>
        <source>Award (CNY)</source>
        <translation>拟扶持金额（元）</translation>
    </message>
</context>
<context>
    <name>RuleDialog</name>
    <message>
        <source>How {0} is shared</source>
        <translation>“{0}”的分配办法</translation>
    </message>
    <message>
        <source>Choose</source>
        <translation>选定</translation>
    </message>
    <message>
        <source>Way of sharing</source>
        <translation>分配办法</translation>
    </message>
    <message>
        <source>Basis</source>
        <translation>依据</translation>
    </message>
    <message>
        <source>{0}: not possible, no rank or points for {1}</source>
        <translation>{0}：不能用，{1}没有名次或得分</translation>
    </message>
    <message>
        <source>Say what it rests on: it stands beside the budget for good.</source>
        <translation>请写明依据，依据与预算一并留存。</translation>
    </message>
    <message>
        <source>way of sharing {0}</source>
        <translation>“{0}”的分配办法</translation>
    </message>
</context>
<context>
    <name>SettleDialog</name>
    <message>
        <source>Write down</source>
        <translation>写明</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>内容</translation>
    </message>
    <message>
        <source>For example the number of the minutes</source>
        <translation>例如会议纪要文号</translation>
    </message>
    <message>
        <source>Basis</source>
        <translation>依据</translation>
    </message>
    <message>
        <source>For whom</source>
        <translation>适用对象</translation>
    </message>
    <message>
        <source>Needed for: {0}</source>
        <translation>用于：{0}</translation>
    </message>
    <message>
        <source>The document says</source>
        <translation>文件要求</translation>
    </message>
    <message>
        <source>Grades that meet it</source>
        <translation>符合的等级</translation>
    </message>
    <message>
        <source>Use the proposal</source>
        <translation>采用建议</translation>
    </message>
    <message>
        <source>Proposal</source>
        <translation>建议</translation>
    </message>
    <message>
        <source>Nothing is written down yet: give a value.</source>
        <translation>还没有写内容。</translation>
    </message>
    <message>
        <source>Say what it rests on: it stands beside the value for good.</source>
        <translation>请写明依据，依据与内容一并留存。</translation>
    </message>
    <message>
        <source>settling {0}</source>
        <translation>写明{0}</translation>
    </message>
</context>
<context>
    <name>SupportLeaves</name>
    <message>
        <source>Grade</source>
        <translation>等级</translation>
    </message>
    <message>
        <source>Award</source>
        <translation>拟扶持金额</translation>
    </message>
    <message>
        <source>After the budget</source>
        <translation>预算后金额</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>待定</translation>
    </message>
    <message>
        <source>Not for this carrier: {0}</source>
        <translation>另有 {0} 条不适用于这家载体</translation>
    </message>
    <message>
        <source>Article</source>
        <translation>条款</translation>
    </message>
</context>
<context>
    <name>SupportPage</name>
    <message>
        <source>Find by name, pinyin, initials or code</source>
        <translation>按名称、拼音、首字母或代码查找</translation>
    </message>
    <message>
        <source>Support for each carrier</source>
        <translation>各载体的扶持</translation>
    </message>
    <message>
        <source>Support for this carrier</source>
        <translation>这家载体的扶持</translation>
    </message>
    <message>
        <source>Choose a carrier at the left.</source>
        <translation>请在左边选一家载体。</translation>
    </message>
    <message>
        <source>Also clauses that are not for it</source>
        <translation>也列出不适用的条款</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>导出…</translation>
    </message>
    <message>
        <source>Decide…</source>
        <translation>审定…</translation>
    </message>
    <message>
        <source>No policy is adopted</source>
        <translation>还没有采用政策</translation>
    </message>
    <message>
        <source>Support follows from policies. Adopt those of your district first; what they leave open is settled here.</source>
        <translation>扶持依据政策核算。请先采用本区的政策；政策没有写明的，在这里写明。</translation>
    </message>
    <message>
        <source>To the policies</source>
        <translation>去采用政策</translation>
    </message>
    <message>
        <source>Nobody has a result yet</source>
        <translation>还没有评分结果</translation>
    </message>
    <message>
        <source>Amounts appear as soon as returns are in. They can be decided once the results are sealed.</source>
        <translation>收到填报表后即可试算，封存评分结果后才能审定。</translation>
    </message>
    <message>
        <source>To the returns</source>
        <translation>去收填报表</translation>
    </message>
    <message>
        <source>Working out was stopped</source>
        <translation>测算已停止</translation>
    </message>
    <message>
        <source>The amounts are shown once they are worked out for everybody.</source>
        <translation>全部载体测算完以后才显示金额。</translation>
    </message>
    <message>
        <source>Work out</source>
        <translation>测算</translation>
    </message>
    <message>
        <source>Working out support</source>
        <translation>扶持测算</translation>
    </message>
    <message>
        <source>Carriers: {0}, proposed {1}, after the budget {2}</source>
        <translation>{0} 家，拟扶持 {1}，预算后 {2}</translation>
    </message>
    <message>
        <source>{0}; still open for {1}</source>
        <translation>{0}，另有 {1} 家待定</translation>
    </message>
    <message>
        <source>Open ({0})</source>
        <translation>待定（{0}）</translation>
    </message>
    <message>
        <source>Grades ({0})</source>
        <translation>等级对应（{0}）</translation>
    </message>
    <message>
        <source>Still open: {0}. These clauses are kept as open.</source>
        <translation>还有 {0} 项待定，这些条款按待定留存。</translation>
    </message>
    <message>
        <source>Decide on support</source>
        <translation>审定扶持金额</translation>
    </message>
    <message>
        <source>Decide</source>
        <translation>审定</translation>
    </message>
    <message>
        <source>The amounts have changed since. Close this and look at them again.</source>
        <translation>金额已有变化。请关闭本窗口，重新查看后再确定。</translation>
    </message>
    <message>
        <source>Decided: support for {0} carriers</source>
        <translation>已审定 {0} 家的扶持金额</translation>
    </message>
    <message>
        <source>Deciding on support</source>
        <translation>正在审定扶持金额</translation>
    </message>
    <message>
        <source>Export support</source>
        <translation>导出扶持测算</translation>
    </message>
    <message>
        <source>Excel workbooks (*.xlsx)</source>
        <translation>Excel 工作簿 (*.xlsx)</translation>
    </message>
    <message>
        <source>Exporting support</source>
        <translation>正在导出扶持测算</translation>
    </message>
    <message>
        <source>Exported to {0}</source>
        <translation>已导出到 {0}</translation>
    </message>
    <message>
        <source>Read only: the workspace is open elsewhere</source>
        <translation>只读：工作区已在别处打开</translation>
    </message>
    <message>
        <source>Seal the results first</source>
        <translation>请先封存评分结果</translation>
    </message>
    <message>
        <source>Choose how the budget is shared first</source>
        <translation>请先选定预算的分配办法</translation>
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
        <source>Open</source>
        <translation>待定</translation>
    </message>
    <message>
        <source>The amounts are kept with everything they rest on. What is kept is not changed any more; a later decision stands beside it.</source>
        <translation>金额连同全部依据留存。审定结果不再改动，以后再审定的另存一份。</translation>
    </message>
    <message>
        <source>The amounts are being worked out…</source>
        <translation>正在测算金额…</translation>
    </message>
    <message>
        <source>Ceiling (CNY)</source>
        <translation>扶持上限（元）</translation>
    </message>
    <message>
        <source>Award (CNY)</source>
        <translation>拟扶持金额（元）</translation>
    </message>
    <message>
        <source>After the budget (CNY)</source>
        <translation>预算后金额（元）</translation>
    </message>
    <message>
        <source>Support</source>
        <translation>扶持</translation>
    </message>
    <message>
        <source>One carrier, what is open, grades, budgets</source>
        <translation>一家载体、待定项、等级对应、预算</translation>
    </message>
    <message>
        <source>Clauses</source>
        <translation>条款</translation>
    </message>
    <message>
        <source>Grades</source>
        <translation>等级对应</translation>
    </message>
    <message>
        <source>Budget</source>
        <translation>预算</translation>
    </message>
</context>
</TS>
