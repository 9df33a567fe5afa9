# 會計科目、傳票、稅、期間、付款條件、幣別。

## Payment terms
setup-accounting = 會計
kind-payment-term = 付款條件
list-payment-terms = 付款條件
list-payment-terms-hint = 代碼或名稱
list-payment-terms-empty = 付款條件說明發票於幾天內、分幾期到期。
new-payment-terms = 新增付款條件
field-discount-days = 折扣天數
field-instalments = 分期
field-share-percent = 比例
field-day-count = 天數
field-is-end-of-month = 順延至月底
instalments-not-whole = 各期比例合計須為 100 %，目前為 { $sum }。
