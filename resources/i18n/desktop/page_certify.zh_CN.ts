<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>Acts</name>
    <message>
        <source>Folder for the certificates</source>
        <translation>证书存到哪个文件夹</translation>
    </message>
    <message>
        <source>Issuing certificates</source>
        <translation>签发证书</translation>
    </message>
    <message>
        <source>Sign and issue certificates: {0}</source>
        <translation>签名并签发证书 {0} 张</translation>
    </message>
    <message>
        <source>Issue</source>
        <translation>签发</translation>
    </message>
    <message>
        <source>{0} now stands in place of {1}</source>
        <translation>已由 {0} 替换 {1}</translation>
    </message>
    <message>
        <source>Re-issuing {0}</source>
        <translation>补发换发 {0}</translation>
    </message>
    <message>
        <source>Withdrawing {0}</source>
        <translation>撤销 {0}</translation>
    </message>
    <message>
        <source>{0} holds no longer</source>
        <translation>{0} 已失效</translation>
    </message>
    <message>
        <source>Saving {0}</source>
        <translation>保存 {0}</translation>
    </message>
    <message>
        <source>Saved as {0}</source>
        <translation>已存为 {0}</translation>
    </message>
    <message>
        <source>Register of certificates</source>
        <translation>证书登记簿</translation>
    </message>
    <message>
        <source>register.xlsx</source>
        <translation>证书登记簿.xlsx</translation>
    </message>
    <message>
        <source>List of withdrawals</source>
        <translation>失效名单</translation>
    </message>
    <message>
        <source>withdrawals.json</source>
        <translation>失效名单.json</translation>
    </message>
    <message>
        <source>Sign the list of withdrawals?</source>
        <translation>给失效名单签名</translation>
    </message>
    <message>
        <source>Sign</source>
        <translation>签名</translation>
    </message>
    <message>
        <source>Making a signing key</source>
        <translation>制作签名密钥</translation>
    </message>
    <message>
        <source>Key {0} signs from now on</source>
        <translation>今后用密钥 {0} 签名</translation>
    </message>
    <message>
        <source>Public key</source>
        <translation>公钥</translation>
    </message>
    <message>
        <source>public key {0}.pem</source>
        <translation>公钥 {0}.pem</translation>
    </message>
    <message>
        <source>Public keys (*.pem);;All files (*)</source>
        <translation>公钥 (*.pem);;所有文件 (*)</translation>
    </message>
    <message>
        <source>Fingerprint {0}
Compare it with the holder by telephone. Whose key is it?</source>
        <translation>指纹 {0}
请用电话与对方核对。这是哪个单位的公钥？</translation>
    </message>
    <message>
        <source>Trust this public key?</source>
        <translation>采信这个公钥？</translation>
    </message>
    <message>
        <source>Trust</source>
        <translation>采信</translation>
    </message>
    <message>
        <source>Trusting a public key</source>
        <translation>采信公钥</translation>
    </message>
    <message>
        <source>Certificates signed with it will no longer be taken for genuine here. Why?</source>
        <translation>用它签的证书，这里不再认作真实。理由是什么？</translation>
    </message>
    <message>
        <source>Trust {0} no longer?</source>
        <translation>不再采信 {0}？</translation>
    </message>
    <message>
        <source>Trust no longer</source>
        <translation>不再采信</translation>
    </message>
    <message>
        <source>Trusting a key no longer</source>
        <translation>停止采信</translation>
    </message>
</context>
<context>
    <name>Candidates</name>
    <message>
        <source>Carriers</source>
        <translation>载体</translation>
    </message>
    <message>
        <source>All that may get one</source>
        <translation>全部可签发的</translation>
    </message>
    <message>
        <source>All</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>May be issued</source>
        <translation>可签发</translation>
    </message>
    <message>
        <source>Has one</source>
        <translation>已有</translation>
    </message>
    <message>
        <source>Gets none</source>
        <translation>不发</translation>
    </message>
    <message>
        <source>may be issued</source>
        <translation>可签发</translation>
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
        <source>Grade</source>
        <translation>等级</translation>
    </message>
    <message>
        <source>Certificate</source>
        <translation>证书</translation>
    </message>
</context>
<context>
    <name>CertifyPage</name>
    <message>
        <source>Register</source>
        <translation>登记簿</translation>
    </message>
    <message>
        <source>Find by name, pinyin, initials, code or number</source>
        <translation>按名称、拼音、首字母、代码或编号查找</translation>
    </message>
    <message>
        <source>There is no sealed result yet</source>
        <translation>还没有封存的评分结果</translation>
    </message>
    <message>
        <source>Certificates rest on the grades of a sealed result. Score the round and seal it first.</source>
        <translation>证书依据封存的评分结果。请先评分、封存。</translation>
    </message>
    <message>
        <source>To scores and grades</source>
        <translation>去评分定级</translation>
    </message>
    <message>
        <source>Language of the certificates</source>
        <translation>证书的语言</translation>
    </message>
    <message>
        <source>Chinese</source>
        <translation>中文</translation>
    </message>
    <message>
        <source>English</source>
        <translation>英文</translation>
    </message>
    <message>
        <source>Both languages</source>
        <translation>中英两种</translation>
    </message>
    <message>
        <source>Settings…</source>
        <translation>设置…</translation>
    </message>
    <message>
        <source>Numbers, title, issuing body, validity</source>
        <translation>编号、名称、发证机关、有效期</translation>
    </message>
    <message>
        <source>Issue…</source>
        <translation>签发…</translation>
    </message>
    <message>
        <source>What is ticked, else what is selected (Ctrl+S)</source>
        <translation>勾选的；没有勾选的，选中的（Ctrl+S）</translation>
    </message>
    <message>
        <source>Certificates</source>
        <translation>证书</translation>
    </message>
    <message>
        <source>Issuing, register, keys, verifying</source>
        <translation>签发、登记簿、密钥、核验</translation>
    </message>
    <message>
        <source>Issue</source>
        <translation>签发</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>密钥</translation>
    </message>
    <message>
        <source>Verify</source>
        <translation>核验</translation>
    </message>
    <message>
        <source>There is no signing key yet: nothing can be issued before one is made.</source>
        <translation>还没有签名密钥，先制作一个才能签发。</translation>
    </message>
    <message>
        <source>To the keys</source>
        <translation>去密钥</translation>
    </message>
    <message>
        <source>No key is known here yet. Trust the issuing body&apos;s public key first.</source>
        <translation>这里还没有公钥。请先采信发证机关的公钥。</translation>
    </message>
    <message>
        <source>; list of withdrawals: {0}</source>
        <translation>；失效名单：{0}</translation>
    </message>
    <message>
        <source>Checked by the keys of {0} and by the register of this workspace</source>
        <translation>用{0}的密钥和本工作区的登记簿核验</translation>
    </message>
    <message>
        <source>Certificate</source>
        <translation>证书</translation>
    </message>
    <message>
        <source>Certificates (*.pdf *.txt);;All files (*)</source>
        <translation>证书 (*.pdf *.txt);;所有文件 (*)</translation>
    </message>
    <message>
        <source>List of withdrawals</source>
        <translation>失效名单</translation>
    </message>
    <message>
        <source>Lists (*.json);;All files (*)</source>
        <translation>名单 (*.json);;所有文件 (*)</translation>
    </message>
</context>
<context>
    <name>KeysPanel</name>
    <message>
        <source>Keys</source>
        <translation>密钥</translation>
    </message>
    <message>
        <source>There is no signing key yet</source>
        <translation>还没有签名密钥</translation>
    </message>
    <message>
        <source>Certificates are signed with the key of the commission. It is made here and locked with a passphrase.</source>
        <translation>证书用科委的密钥签名。密钥在这里制作，用口令加密。</translation>
    </message>
    <message>
        <source>Make a key…</source>
        <translation>制作密钥…</translation>
    </message>
    <message>
        <source>Export public key…</source>
        <translation>导出公钥…</translation>
    </message>
    <message>
        <source>Trust a public key…</source>
        <translation>采信公钥…</translation>
    </message>
    <message>
        <source>Trust no longer…</source>
        <translation>不再采信…</translation>
    </message>
    <message>
        <source>Fingerprint of {0}
{1}</source>
        <translation>{0}的密钥指纹
{1}</translation>
    </message>
    <message>
        <source>Fingerprint</source>
        <translation>指纹</translation>
    </message>
    <message>
        <source>not trusted</source>
        <translation>不再采信</translation>
    </message>
    <message>
        <source>in use</source>
        <translation>正在使用</translation>
    </message>
    <message>
        <source>used before</source>
        <translation>以前使用</translation>
    </message>
    <message>
        <source>trusted</source>
        <translation>已采信</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>密钥</translation>
    </message>
    <message>
        <source>Holder</source>
        <translation>单位</translation>
    </message>
    <message>
        <source>Use</source>
        <translation>用途</translation>
    </message>
    <message>
        <source>Since</source>
        <translation>自</translation>
    </message>
    <message>
        <source>By</source>
        <translation>经办人</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>理由</translation>
    </message>
    <message>
        <source>Two people compare fingerprints by telephone before one trusts the other&apos;s key. The passphrase is kept nowhere.</source>
        <translation>采信别处的公钥之前，请双方用电话核对指纹。口令不保存在任何地方。</translation>
    </message>
</context>
<context>
    <name>Looking</name>
    <message>
        <source>issued: {0}</source>
        <translation>已签发：{0}</translation>
    </message>
    <message>
        <source>as it would be issued</source>
        <translation>签发后的样子</translation>
    </message>
    <message>
        <source>Choose a carrier to see its certificate.</source>
        <translation>选一家载体，看它的证书。</translation>
    </message>
</context>
<context>
    <name>MakeKeyDialog</name>
    <message>
        <source>Make a signing key</source>
        <translation>制作签名密钥</translation>
    </message>
    <message>
        <source>Make</source>
        <translation>制作</translation>
    </message>
    <message>
        <source>Whose key</source>
        <translation>属于哪个单位</translation>
    </message>
    <message>
        <source>Passphrase</source>
        <translation>口令</translation>
    </message>
    <message>
        <source>Once more</source>
        <translation>再输一次</translation>
    </message>
    <message>
        <source>In place of {0}, which stays as what signed before</source>
        <translation>替换 {0}；它留作以前使用的密钥</translation>
    </message>
    <message>
        <source>At least {0} characters. It is kept nowhere: who forgets it must make a new key.</source>
        <translation>至少 {0} 个字符。口令不保存在任何地方，忘记了只能制作新的密钥。</translation>
    </message>
</context>
<context>
    <name>Register</name>
    <message>
        <source>Register of certificates</source>
        <translation>证书登记簿</translation>
    </message>
    <message>
        <source>No certificate was issued yet</source>
        <translation>还没有签发过证书</translation>
    </message>
    <message>
        <source>Whatever is issued is listed here and never goes.</source>
        <translation>签发的都登记在这里，只增不减。</translation>
    </message>
    <message>
        <source>Re-issue…</source>
        <translation>补发换发…</translation>
    </message>
    <message>
        <source>In place of a lost or wrong one, under a new number</source>
        <translation>替换遗失的或有误的，用新编号</translation>
    </message>
    <message>
        <source>Withdraw…</source>
        <translation>撤销…</translation>
    </message>
    <message>
        <source>It stays in the register and holds no longer</source>
        <translation>留在登记簿里，不再有效</translation>
    </message>
    <message>
        <source>Save again…</source>
        <translation>再存一份…</translation>
    </message>
    <message>
        <source>The very bytes that were issued</source>
        <translation>与签发时一个字节不差</translation>
    </message>
    <message>
        <source>As Excel…</source>
        <translation>存为 Excel…</translation>
    </message>
    <message>
        <source>The whole register</source>
        <translation>整本登记簿</translation>
    </message>
    <message>
        <source>Signed with the key: for those who verify without this workspace</source>
        <translation>用密钥签名，给没有本工作区的核验人</translation>
    </message>
    <message>
        <source>List of withdrawals…</source>
        <translation>失效名单…</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>编号</translation>
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
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Valid until</source>
        <translation>有效期至</translation>
    </message>
    <message>
        <source>Remarks</source>
        <translation>备注</translation>
    </message>
    <message>
        <source>All</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>Valid</source>
        <translation>有效</translation>
    </message>
    <message>
        <source>Expired</source>
        <translation>已过期</translation>
    </message>
    <message>
        <source>Replaced</source>
        <translation>已替换</translation>
    </message>
    <message>
        <source>Withdrawn</source>
        <translation>已撤销</translation>
    </message>
</context>
<context>
    <name>ReissueDialog</name>
    <message>
        <source>Re-issue a certificate</source>
        <translation>补发或换发证书</translation>
    </message>
    <message>
        <source>Re-issue</source>
        <translation>补发换发</translation>
    </message>
    <message>
        <source>Lost or spoilt: the same facts under a new number</source>
        <translation>补发：遗失或损坏，内容不变，用新编号</translation>
    </message>
    <message>
        <source>Corrected: grade, name and settings as they stand now</source>
        <translation>换发：更正，按现在的等级、名称和设置</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>理由</translation>
    </message>
    <message>
        <source>The old certificate then holds no longer; it stays in the register.</source>
        <translation>原证书随即作废，仍留在登记簿里。</translation>
    </message>
</context>
<context>
    <name>SigningDialog</name>
    <message>
        <source>Passphrase of the signing key</source>
        <translation>签名密钥的口令</translation>
    </message>
</context>
<context>
    <name>TermsDialog</name>
    <message>
        <source>Certificates of this round</source>
        <translation>本轮的证书</translation>
    </message>
    <message>
        <source>Use these</source>
        <translation>就用这些</translation>
    </message>
    <message>
        <source>Pattern of numbers</source>
        <translation>编号规则</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>证书名称</translation>
    </message>
    <message>
        <source>Title in English</source>
        <translation>英文名称</translation>
    </message>
    <message>
        <source>Issuing body</source>
        <translation>发证机关</translation>
    </message>
    <message>
        <source>Issuing body in English</source>
        <translation>发证机关英文名</translation>
    </message>
    <message>
        <source>Day of issue</source>
        <translation>发证日期</translation>
    </message>
    <message>
        <source>Valid from</source>
        <translation>有效期起</translation>
    </message>
    <message>
        <source>Valid until</source>
        <translation>有效期至</translation>
    </message>
    <message>
        <source>How long a certificate holds is the district&apos;s to say. These are kept with every certificate and proposed for the next.</source>
        <translation>有效期多长由区里定。这些随每张证书一起保存，下次照此填好。</translation>
    </message>
    <message>
        <source>For example: {0}</source>
        <translation>例如：{0}</translation>
    </message>
</context>
<context>
    <name>VerifyPanel</name>
    <message>
        <source>Scan or paste the code, then Enter</source>
        <translation>扫描或粘贴二维码文字，按回车</translation>
    </message>
    <message>
        <source>Scan the code of the certificate, or paste its text, then Enter</source>
        <translation>扫描证书上的二维码，或粘贴文字，再按回车</translation>
    </message>
    <message>
        <source>PDF file…</source>
        <translation>PDF 文件…</translation>
    </message>
    <message>
        <source>List of withdrawals…</source>
        <translation>失效名单…</translation>
    </message>
    <message>
        <source>A list that the issuing body signed: for certificates that are not in this register</source>
        <translation>发证机关签名的名单，用于不在本登记簿里的证书</translation>
    </message>
    <message>
        <source>Nothing checked yet</source>
        <translation>还没有核验</translation>
    </message>
    <message>
        <source>A hand scanner types into the line above. A PDF can also be dropped here.</source>
        <translation>扫描枪扫到的文字会进入上面这一行；也可以把 PDF 拖到这里。</translation>
    </message>
    <message>
        <source>What follows is what it says itself.</source>
        <translation>以下是它自己所写，未经证实。</translation>
    </message>
    <message>
        <source>Verdict</source>
        <translation>核验结论</translation>
    </message>
</context>
<context>
    <name>WithdrawDialog</name>
    <message>
        <source>Withdraw a certificate</source>
        <translation>撤销证书</translation>
    </message>
    <message>
        <source>Withdraw</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>理由</translation>
    </message>
    <message>
        <source>Holds no longer from</source>
        <translation>自哪一天起失效</translation>
    </message>
    <message>
        <source>This cannot be undone: a new certificate can be issued instead. Whoever verifies it here is told at once, others by the list of withdrawals.</source>
        <translation>撤销不能收回，可以另发新证书。在这里核验立即显示已失效，别处的人凭失效名单得知。</translation>
    </message>
</context>
</TS>
