# 檔案匯入與背景工作。

## 選單與頁面
menu-data = 資料
import-title = 匯入
import-into = 匯入至 { $company }
import-hint = 上傳檔案與對應檔，對應檔說明各欄位的去處。要嘛全部匯入，要嘛全部不匯入。寫入期間，其他人可以讀取，儲存則需等候。
import-targets = 可匯入的資料
import-targets-text = 對應檔使用的名稱，以及各自的欄位（程式讀取的名稱）。
import-files = 檔案與對應檔
import-start = 開始匯入
import-started = 匯入已開始，本頁顯示進度。
import-dry-hint = 讀取並試寫每一列，然後全部撤回：不留下任何資料。
import-mapping-needed = 請選擇或上傳對應檔。
import-file-name = 「{ $file }」不是單純的檔名。
import-result = 結果
import-target = 匯入項目
import-file = 檔案
import-row = 列
import-rows = 列數
import-column = 欄
import-why = 未匯入原因
import-created = 新增
import-updated = 變更
import-unchanged = 未變
import-field = 欄位
import-needed = 必填
import-report-file = 下載 CSV
import-refused = { $count } 列未匯入
import-ending-done = 全部已匯入。
import-ending-looked = 每一列都可以匯入。依要求未寫入任何資料。
import-ending-looked-refused = 有些列無法匯入。依要求未寫入任何資料。
import-ending-nothing = 未寫入任何資料。請更正下列各列後再匯入。
import-ending-stopped = 匯入因下列原因中斷。請再匯入一次：已匯入的資料會略過。

import-kind-text = 文字
import-kind-decimal = 數字
import-kind-whole = 整數
import-kind-date = 日期
import-kind-flag = 是或否
import-kind-choice = 選項
import-kind-list = 清單
import-kind-object = 欄位組
import-codes = 可用值
mapping-northwind = Northwind 範例資料

field-files = 檔案
field-mapping = 對應檔
field-known-mapping = Tenon 內附的對應檔
field-is-dry = 僅檢查

## 可匯入的資料
import-company = 公司
import-user = 使用者
import-fiscal-year = 會計年度
import-tax-code = 稅別
import-tax-position = 稅務身分
import-party = 往來對象
import-party-terms = 交易條件
import-carrier = 運送商
import-price = 價格
import-account = 會計科目
import-exchange-rate = 匯率
import-payment-term = 付款條件
import-unit = 計量單位
import-unit-conversion = 單位換算
import-product-category = 產品類別
import-product = 產品
import-price-list = 價目表
import-employee = 員工
import-product-archive = 停售產品
import-goods-receipt = 進貨單
import-payment = 收付款
import-quotation = 報價單
import-sales-order = 銷售訂單
import-sales-order-confirm = 確認銷售訂單
import-delivery = 出貨單
import-customer-invoice = 銷貨發票
import-role = 角色
import-team = 團隊
import-holiday = 假日
import-reason = 原因
import-number-series = 編號規則
import-customer-group = 客戶群組
import-account-roles = 科目用途
import-cost-center = 成本中心
import-journal = 日記簿
import-currency = 幣別
import-journal-entry = 手動傳票
import-category-accounts = 產品類別的會計科目
import-valuation-area = 計價區
import-warehouse = 倉庫
import-location = 儲位
import-return = 退貨單
import-credit-note = 折讓單

## 背景工作
list-jobs = 背景工作
list-jobs-empty = 匯入及其他耗時的工作會連同進度與報告列在這裡。
list-jobs-hint = 背景工作
new-jobs = 匯入
job-kind-import = 匯入
job-progress = { $done } / { $total } 列
state-job-queued = 等候中
state-job-running = 進行中
state-job-done = 已完成
state-job-failed = 未完成
column-progress = 進度
column-ended = 結束時間
event-import-started = 開始匯入 { $files }
event-import-finished = 匯入 { $files }：新增 { $created }、變更 { $updated }、未匯入 { $refused }

## 對應檔的問題
mapping-kind-table = 表格
mapping-kind-text = 文字或數字
mapping-kind-list = 清單
mapping-kind-number = 數字
mapping-not-toml = 對應檔不是 TOML：{ $reason }
mapping-steps = 對應檔沒有步驟，或超過 { $max } 個。
mapping-missing = 對應檔，{ $at }：缺少「{ $name }」。
mapping-unknown = 對應檔，{ $at }：沒有「{ $name }」。
mapping-wrong-kind = 對應檔，{ $at }：「{ $name }」必須是{ $wanted }。
mapping-open-brace = 對應檔，{ $at }：「{ $text }」中的大括號未關閉。
mapping-not-a-choice = 對應檔，{ $at }：「{ $value }」不是「{ $name }」的選項。
mapping-file-name = 對應檔，{ $at }：「{ $file }」不是單純的檔名。
mapping-unknown-target = 對應檔，{ $at }：無法匯入「{ $target }」。可用的有：{ $targets }。
mapping-unknown-field = 對應檔，{ $at }：沒有欄位「{ $name }」。可用的有：{ $names }。
mapping-needed-field = 對應檔，{ $at }：欄位「{ $name }」為必填。
mapping-no-list = 對應檔，{ $at }：欄位「{ $name }」不是清單。
mapping-unknown-column = 對應檔，{ $at }：沒有「{ $column }」欄。現有：{ $columns }。
mapping-unknown-kind = 對應檔，{ $at }：無法查找「{ $kind }」。
mapping-no-code = 對應檔，{ $at }：「{ $kind }」類的資料沒有自己的代碼，請提供「key」。
mapping-no-company = 沒有代碼為「{ $code }」的公司。

## 檔案的問題
import-no-file = 沒有檔案 { $file }。
import-not-utf8 = { $file } 第 { $row } 列：文字不是 UTF-8。請將檔案另存為「CSV UTF-8」。
import-csv-broken = { $file } 無法以 CSV 讀取：{ $reason }
import-xlsx-broken = { $file } 無法以 XLSX 讀取：{ $reason }
import-cell-error = { $file } 第 { $row } 列：儲存格有錯誤 { $error }。
import-column-twice = { $file }：「{ $column }」欄重複。
import-too-many-cells = { $file } 第 { $row } 列：儲存格多於欄位。
import-too-many-rows = { $file } 超過 { $max } 列。
import-too-large = { $file } 內容過多，無法一次讀取：請分成較小的檔案。

## 列的問題
import-key-empty = 鍵值空白。
import-key-twice = 鍵值 { $key } 已出現在第 { $row } 列。
import-unknown-key = 沒有鍵值為 { $key } 的 { $kind }。
import-unknown-code = 沒有代碼為 { $key } 的 { $kind }。
import-cannot-change = { $key } 先前已以不同的值匯入，由此產生的資料無法再由匯入變更。
import-no-line = 該單據沒有第 { $number } 行。
import-comes-from-document = 此項取自該列所指的單據，請勿填寫。
import-needs = 此匯入需要「{ $permission }」權限。
