# 設定總覽與規則檢查。

## The check of the laws
check-title = 帳務檢查
check-title-text = 即時由每筆異動重新計算，與維護數字的作業無關
check-all-hold = 全部 { $count } 條規則均成立。
check-some-differ = 有 { $count } 條規則不成立，請查看下方差額並通知系統管理人員。
check-law = 規則
check-figure = 數字
check-counterpart = 對應數字
check-difference = 差額
check-holds = 成立
check-differs = 不成立
law-entries-balance = 每張傳票借貸平衡：借方＝貸方
law-entries-total = 傳票總額＝同日明細借方合計
law-entries-posted = 傳票數＝於其日期所屬期間過帳者
law-balances-by-period = 各期科目餘額＝明細合計
law-balances-by-day = 各日科目餘額＝明細合計
law-open-items = 每日未結項目＝應收應付科目
law-open-amounts = 未結金額＝原金額減沖抵
law-open-base-amounts = 同上，以記帳幣別計
law-settled-items = 無未結金額之項目＝有結清日之項目
law-stock-value = 庫存價值＝存貨科目，依產品、評價區與日期
law-value-kept = 庫存價值餘額＝異動合計
law-value-by-day = 每日期末庫存價值＝截至當日異動合計
law-quantity-valued = 計價數量餘額＝異動合計
law-quantity-on-hand = 計價數量＝在庫數量
law-on-hand = 在庫＝庫存異動，依產品、儲位與批號
law-reserved = 已保留＝保留明細，依產品、儲位與批號
law-reserved-within = 庫存紀錄＝保留不超過在庫且無不當負數者
law-layer-quantities = 層餘量＝層數量減耗用
law-layer-amounts = 層餘值＝層價值減耗用
law-delivered-not-invoiced = 已出貨未開票：訂單明細＝科目，依產品
law-received-not-billed = 已收貨未開票：收貨單＝科目，依產品
law-order-progress = 訂單已出貨＝出貨減退貨
law-order-cost = 訂單出貨成本＝出貨成本減退貨成本
law-order-billing = 訂單已開票＝發票減折讓
law-invoice-sums = 發票總額＝明細與稅額合計
law-invoice-open = 發票未結金額＝其未結項目
law-payment-open = 收付款未結金額＝其未結項目
law-numbers-without-gaps = 已取用的法定編號＝具編號之單據
law-event-chain = 事件紀錄環節＝雜湊正確之環節

## Founding a company
new-companies = 新增公司
founding-country = { $country }：{ $currency }，{ $chart }
founding-code-hint = 清單與參照中的簡稱，例如 NW。
founding-text = 建立後即可接單與過帳。
founding-books-text = 國家決定稅別、幣別、會計科目表與時區。一旦有傳票過帳，幣別與會計年度起始月份即不可變更。
action-found = 建立公司
notice-founded = 已建立公司，含會計科目表、稅別、會計年度與第一個倉庫。
field-chart = 會計科目表
field-first-year = 第一個會計年度
field-year-count = 開啟的會計年度數
fiscal-years-count = 請開啟 1 至 { $max } 個會計年度。
chart-ifrs = 依 IAS 1 編排，適用各國
chart-cn = 中國企業會計準則
founding-usual-hint = 留空則依國家預設
