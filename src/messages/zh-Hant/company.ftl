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
