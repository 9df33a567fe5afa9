# 登入、個人頁面、公司、使用者與角色、搜尋、通知、稽核。

## 登入
sign-in = 登入
sign-in-title = 登入
sign-in-demo = 這是示範環境。請以下列任一人員登入，每個人各有自己的角色。
sign-in-wrong = 電子郵件與密碼不符。請檢查後再試，或請管理員提供重設連結。
sign-in-code-title = 第二步驗證
sign-in-code-text = 您的帳號受第二因素保護。
sign-in-code-hint = 驗證器應用程式目前顯示的六位數字，或您的一組復原碼。
sign-in-code-wrong = 此驗證碼目前無效。請等候應用程式的下一組驗證碼，或使用未用過的復原碼。
sign-in-as-another = 以其他身分登入

## 首頁
home-no-role = 尚無角色
home-no-role-text = 您的帳號沒有任何角色，因此沒有可開啟的頁面。請管理員為您指派角色。

## 發生的事；句首為執行者
event-erased = 執行了一項動作，內容已刪除
event-company-created = 建立了公司 { $name }
event-company-changed = 變更了公司 { $name }
event-user-created = 建立了使用者 { $name }
event-user-changed = 變更了使用者 { $name }
event-role-changed = 變更了角色 { $name }
event-password-changed = 變更了 { $name } 的密碼
event-reset-link-issued = 為 { $name } 發出了重設連結
event-second-factor-changed = 變更了 { $name } 的第二因素驗證
event-session-revoked = 結束了 { $name } 的一個工作階段
event-token-created = 建立了 API 權杖 { $name }
event-token-revoked = 撤銷了 API 權杖 { $name }
event-note-added = 留下附註
event-file-added = 新增了檔案 { $name }
event-file-removed = 移除了檔案 { $name }
event-party-created = 建立了 { $name }
event-party-changed = 變更了 { $name }
event-party-merged = 將 { $name } 併入此筆資料
event-period-closed = 關閉了期間 { $name }
event-period-opened = 開啟了期間 { $name }
event-entry-posted = 過帳了傳票 { $number }
event-entry-reversed = 沖銷了傳票 { $number }
event-goods-received = 以 { $number } 收貨入庫
event-goods-receipt-created = 建立了進貨單 { $number }
event-goods-receipt-reversed = 沖銷了進貨單 { $number }
event-quotation-created = 建立了報價單 { $number }
event-quotation-changed = 變更了報價單 { $number }
event-quotation-sent = 送出了報價單 { $number }
event-quotation-reopened = 重新開啟了報價單 { $number }
event-quotation-won = 將報價單 { $number } 標為成交
event-quotation-lost = 將報價單 { $number } 標為未成交
event-quotation-deleted = 刪除了報價單 { $number }
event-sales-order-created = 建立了銷售訂單 { $number }
event-sales-order-changed = 變更了銷售訂單 { $number }
event-sales-order-confirmed = 確認了銷售訂單 { $number }
event-sales-order-held = 因信用額度暫停了銷售訂單 { $number }
event-sales-order-released = 放行了銷售訂單 { $number }
event-sales-order-reopened = 重新開啟了銷售訂單 { $number }
event-sales-order-cancelled = 取消了銷售訂單 { $number }
event-sales-order-deleted = 刪除了銷售訂單 { $number }
event-stock-reserved = 保留了庫存
event-delivery-created = 建立了出貨單 { $number }
event-delivery-shipped = 出貨了出貨單 { $number }
event-delivery-reversed = 沖銷了出貨單 { $number }
event-delivery-deleted = 刪除了出貨單 { $number }
event-goods-returned = 以 { $number } 收回退貨
event-invoice-created = 建立了發票草稿
event-invoice-posted = 過帳了發票 { $number }
event-invoice-deleted = 刪除了發票草稿
event-credit-note-posted = 過帳了折讓單 { $number }
event-payment-posted = 過帳了收付款 { $number }
event-payment-reversed = 沖銷了收付款 { $number }
event-payment-allocated = 沖帳了收付款 { $number }
event-allocation-undone = 取消了收付款 { $number } 的沖帳
event-import-finished = 完成了匯入 { $name }

## 附註與檔案
note-added = 已新增附註。
file-added = 已新增檔案。
file-removed = 已移除檔案。
file-missing = 請選擇非空白的檔案。
file-not-yours = { $name } 由他人新增，只有新增者或公司管理員可以移除。
file-remove-title = 移除 { $name }？
file-remove-text = 檔案將從此筆資料移除。
size-kilobytes = { $count } kB
size-megabytes = { $count } MB
document-draft = 草稿

## 通知
list-notifications = 通知
list-notifications-empty = 與您有關的事會出現在這裡：您的資料上的附註、等您處理的訂單、已完成的長時間作業。
list-notifications-hint = 搜尋通知
notifications-read = 已標示為已讀。
notification-note-added = { $name } 留下附註
notification-order-held = 訂單 { $name } 因信用額度暫停
notification-order-released = 訂單 { $name } 已放行
notification-job-ended = { $name } 已完成
notification-job-failed = { $name } 失敗

## 權限
permission-public = 對所有人開放
permission-own = 對所有登入者開放
permission-company-read = 檢視公司與設定
permission-company-edit = 變更公司與設定
permission-user-read = 檢視使用者與角色
permission-user-edit = 變更使用者與角色
permission-audit-read = 檢視稽核紀錄
permission-import-run = 執行匯入
permission-check-read = 檢視完整性檢查
permission-party-read = 檢視往來對象
permission-party-edit = 變更往來對象
permission-party-merge = 合併往來對象
permission-credit-edit = 設定信用額度
permission-employee-read = 檢視員工
permission-employee-edit = 變更員工
permission-product-read = 檢視產品
permission-product-edit = 變更產品
permission-price-read = 檢視價目表
permission-price-edit = 變更價目表
permission-cost-read = 檢視成本
permission-margin-read = 檢視毛利
permission-ledger-read = 檢視總帳
permission-ledger-post = 過帳傳票
permission-account-edit = 變更科目、稅碼與付款條件
permission-period-close = 關閉與開啟期間
permission-stock-read = 檢視庫存
permission-stock-move = 異動庫存
permission-warehouse-edit = 變更倉庫
permission-invoice-read = 檢視發票
permission-invoice-edit = 編製發票
permission-invoice-post = 過帳發票
permission-payment-read = 檢視收付款
permission-payment-post = 過帳收付款
permission-quotation-read = 檢視報價單
permission-quotation-edit = 變更報價單
permission-sales-order-read = 檢視銷售訂單
permission-sales-order-edit = 變更銷售訂單
permission-sales-order-confirm = 確認銷售訂單
permission-credit-release = 放行暫停的訂單
permission-delivery-read = 檢視出貨單
permission-delivery-ship = 執行出貨
scope-own = 本人
scope-team = 團隊
scope-company = 公司
scope-all = 全部

## 搜尋
search-title = 搜尋
search-query = 搜尋內容
search-everything = 全部
search-ask = 您要找什麼？
search-none = 找不到資料
search-hint = 可用名稱、編號、代碼或其中一部分搜尋，輕微打字錯誤也能找到。
palette-recent = 最近
palette-create = 新增
palette-pages = 前往
search-count = 「{ $text }」共 { $count } 筆
