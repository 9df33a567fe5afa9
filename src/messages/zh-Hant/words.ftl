# 多個部門共用的詞：欄、欄位、動作、狀態、檢視。每個鍵在所有檔案中只出現一次。

## 欄
column-role = 角色

## 欄位
field-code-or-recovery = 驗證碼
field-password = 密碼
# 各部門共用的詞：欄位、動作、狀態、檢視。

## Departments
department-company = 公司
department-party = 往來對象
department-people = 人員
department-catalog = 產品
department-ledger = 總帳
department-inventory = 庫存
department-finance = 財務
department-orders = 訂單
department-sales = 銷售
department-setup = 設定
department-api = 介面

## Menu headings
menu-documents = 單據
menu-masters = 主檔
menu-reports = 報表
menu-lists = 清單
menu-overview = 總覽

## Answers
yes = 是
no = 否
none = 無
not-known = 不詳

## Columns
column-active = 使用中
column-amount = 金額
column-barcode = 條碼
column-category = 類別
column-city = 城市
column-code = 代碼
column-company = 公司
column-cost = 成本
column-country = 國家
column-created = 建立時間
column-currency = 幣別
column-customer = 客戶
column-date = 日期
column-description = 說明
column-discount = 折扣
column-document = 單據
column-due = 到期日
column-email = 電子郵件
column-end = 結束
column-kind = 類型
column-location = 儲位
column-lot = 批號
column-margin = 毛利
column-name = 名稱
column-net = 未稅金額
column-note = 備註
column-number = 編號
column-open = 未結
column-overdue = 逾期
column-owner = 負責人
column-party = 往來對象
column-phone = 電話
column-price = 價格
column-product = 產品
column-quantity = 數量
column-reason = 原因
column-reference = 參考編號
column-requested = 要求日期
column-start = 開始
column-state = 狀態
column-supplier = 供應商
column-tax = 稅額
column-team = 團隊
column-total = 總額
column-unit = 單位
column-unit-price = 單價
column-user = 使用者
column-value = 價值
column-version = 版本
column-warehouse = 倉庫

## Fields
field-account = 會計科目
field-amount = 金額
field-barcode = 條碼
field-category = 類別
field-city = 城市
field-code = 代碼
field-company = 公司
field-country = 國家
field-currency = 幣別
field-customer-reference = 客戶參考編號
field-date = 日期
field-description = 說明
field-discount-percent = 折扣
field-due-date = 到期日
field-email = 電子郵件
field-end-date = 結束日
field-external-number = 外部編號
field-is-active = 使用中
field-kind = 類型
field-language = 語言
field-lines = 明細
field-lot = 批號
field-name = 名稱
field-note = 備註
field-number = 編號
field-party = 往來對象
field-payment-term = 付款條件
field-phone = 電話
field-postal-code = 郵遞區號
field-price-list = 價格表
field-product = 產品
field-quantity = 數量
field-reason = 原因
field-requested-date = 要求日期
field-start-date = 開始日
field-street = 街道
field-tax-code = 稅碼
field-tax-number = 統一編號
field-tax-position = 課稅類別
field-unit = 單位
field-unit-price = 單價
field-version = 版本
field-warehouse = 倉庫

## Actions
action-archive = 封存
action-cancel = 取消
action-close = 關閉
action-confirm = 確認
action-copy = 複製
action-delete = 刪除
action-open = 開啟
action-post = 過帳
action-print = 列印
action-reject = 退回
action-release = 放行
action-reopen = 重新開啟
action-restore = 還原
action-reverse = 沖銷
action-send = 寄送

## States
state-active = 使用中
state-archived = 已封存
state-draft = 草稿
state-open = 未結
state-posted = 已過帳
state-cancelled = 已取消
state-closed = 已關閉

## Views
view-all = 全部
view-active = 使用中
view-archived = 已封存
view-open = 未結
view-overdue = 逾期
view-draft = 草稿
view-mine = 我的

## Totals
total-net = 未稅合計
total-tax = 稅額
total-total = 總計

## 資料種類
kind-company = 公司
kind-fiscal-year = 會計年度
kind-fiscal-period = 會計期間
kind-number-series = 編號規則
kind-exchange-rate = 匯率
kind-holiday = 假日
kind-team = 團隊
kind-user = 使用者
kind-role = 角色
kind-session = 工作階段
kind-api-token = API 權杖
kind-saved-view = 已存檢視
kind-job = 作業
kind-notification = 通知
kind-note = 附註
kind-attachment = 檔案
kind-choice = 選項
kind-account = 會計科目
kind-journal = 日記帳
kind-cost-center = 成本中心
kind-tax-code = 稅碼
kind-tax-component = 稅目
kind-tax-position = 課稅類別
kind-party = 往來對象
kind-party-address = 地址
kind-contact = 聯絡人
kind-price-list = 價目表
kind-carrier = 貨運業者
kind-employee = 員工
kind-unit = 計量單位
kind-product-category = 產品類別
kind-product = 產品
kind-journal-entry = 傳票
kind-open-item = 未清項目
kind-allocation = 沖帳
kind-valuation-area = 評價範圍
kind-warehouse = 倉庫
kind-location = 儲位
kind-lot = 批號
kind-stock-move = 庫存異動
kind-goods-receipt = 進貨單
kind-goods-receipt-line = 進貨單明細
kind-quotation = 報價單
kind-quotation-line = 報價單明細
kind-sales-order = 銷售訂單
kind-sales-order-line = 銷售訂單明細
kind-delivery = 出貨單
kind-delivery-line = 出貨單明細
kind-customer-invoice = 發票
kind-customer-invoice-line = 發票明細
kind-payment = 收付款
column-at = 時間
column-changes = 變更
column-event = 事件
column-notification = 通知
column-permission = 權限
column-record = 資料
column-record-kind = 資料種類
column-scope = 範圍
column-unread = 未讀
column-who = 執行者
action-mark-read = 標示為已讀
action-remove = 移除
section-documents = 單據流程
section-files = 檔案
section-lines = 明細
view-unread = 未讀
kind-price-list-item = 價格
column-details = 說明
