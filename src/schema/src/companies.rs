//! Companies, users, roles, numbering, the event log and what people add to any record.

diesel::table! {
    currency (code) {
        code -> Text,
        id -> BigInt,
        name -> Text,
        symbol -> Text,
        decimals -> Integer,
        is_active -> Bool,
        version -> Integer,
    }
}

diesel::table! {
    exchange_rate (id) {
        id -> BigInt,
        currency -> Text,
        base_currency -> Text,
        rate_date -> Date,
        unit_count -> BigInt,
        amount -> BigInt,
        version -> Integer,
    }
}

diesel::table! {
    company (id) {
        id -> BigInt,
        code -> Text,
        name -> Text,
        legal_name -> Text,
        tax_number -> Text,
        registration_number -> Text,
        currency -> Text,
        country -> Text,
        street -> Text,
        postal_code -> Text,
        city -> Text,
        region -> Text,
        email -> Text,
        phone -> Text,
        bank_name -> Text,
        bank_account -> Text,
        time_zone -> Text,
        language -> Text,
        fiscal_year_start_month -> Integer,
        tax_rounding -> Text,
        chart_source -> Text,
        is_active -> Bool,
        version -> Integer,
        created_at -> Timestamp,
    }
}

diesel::table! {
    fiscal_year (id) {
        id -> BigInt,
        company_id -> BigInt,
        name -> Text,
        start_date -> Date,
        end_date -> Date,
        version -> Integer,
    }
}

diesel::table! {
    fiscal_period (id) {
        id -> BigInt,
        company_id -> BigInt,
        fiscal_year_id -> BigInt,
        name -> Text,
        start_date -> Date,
        end_date -> Date,
        state -> Text,
        version -> Integer,
    }
}

diesel::table! {
    number_series (id) {
        id -> BigInt,
        company_id -> BigInt,
        kind -> Text,
        year -> Integer,
        pattern -> Text,
        first_number -> BigInt,
        next_number -> BigInt,
        last_number -> Nullable<BigInt>,
        version -> Integer,
    }
}

diesel::table! {
    group_number (kind) {
        kind -> Text,
        next_number -> BigInt,
    }
}

diesel::table! {
    holiday (id) {
        id -> BigInt,
        company_id -> BigInt,
        holiday_date -> Date,
        name -> Text,
        version -> Integer,
    }
}

diesel::table! {
    team (id) {
        id -> BigInt,
        company_id -> BigInt,
        name -> Text,
        is_active -> Bool,
        version -> Integer,
    }
}

diesel::table! {
    app_user (id) {
        id -> BigInt,
        email -> Text,
        name -> Text,
        search_text -> Text,
        kind -> Text,
        password_hash -> Text,
        language -> Text,
        time_zone -> Text,
        number_format -> Text,
        team_id -> Nullable<BigInt>,
        default_company_id -> Nullable<BigInt>,
        totp_secret -> Text,
        totp_is_active -> Bool,
        totp_last_step -> BigInt,
        single_keys -> Bool,
        is_active -> Bool,
        version -> Integer,
        created_at -> Timestamp,
    }
}

diesel::table! {
    role (id) {
        id -> BigInt,
        code -> Text,
        name -> Text,
        is_active -> Bool,
        version -> Integer,
    }
}

diesel::table! {
    role_permission (role_id, permission) {
        role_id -> BigInt,
        permission -> Text,
        scope -> Text,
    }
}

diesel::table! {
    user_role (id) {
        id -> BigInt,
        user_id -> BigInt,
        role_id -> BigInt,
        company_id -> Nullable<BigInt>,
    }
}

diesel::table! {
    session (id) {
        id -> BigInt,
        user_id -> BigInt,
        token_hash -> Text,
        form_token -> Text,
        company_id -> Nullable<BigInt>,
        awaits_code -> Bool,
        address -> Text,
        agent -> Text,
        created_at -> Timestamp,
        last_seen_at -> Timestamp,
        expires_at -> Timestamp,
        revoked_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    sign_in_throttle (subject) {
        subject -> Text,
        failure_count -> Integer,
        window_started_at -> Timestamp,
        blocked_until -> Nullable<Timestamp>,
    }
}

diesel::table! {
    recovery_code (id) {
        id -> BigInt,
        user_id -> BigInt,
        code_hash -> Text,
        used_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    reset_link (id) {
        id -> BigInt,
        user_id -> BigInt,
        token_hash -> Text,
        issued_by -> BigInt,
        expires_at -> Timestamp,
        used_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    api_token (id) {
        id -> BigInt,
        user_id -> BigInt,
        name -> Text,
        token_hash -> Text,
        scopes -> Text,
        created_at -> Timestamp,
        last_used_at -> Nullable<Timestamp>,
        expires_at -> Timestamp,
        revoked_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    idempotency (actor_id, route, key) {
        actor_id -> BigInt,
        route -> Text,
        key -> Text,
        body_hash -> Text,
        status -> Integer,
        answer -> Text,
        created_at -> Timestamp,
    }
}

diesel::table! {
    server_slot (slot) {
        slot -> Integer,
        owner -> Text,
        leased_until -> Timestamp,
    }
}

diesel::table! {
    event_chain (company_id) {
        company_id -> BigInt,
        last_position -> BigInt,
        last_hash -> Text,
    }
}

diesel::table! {
    event_log (position) {
        position -> BigInt,
        company_id -> BigInt,
        happened_at -> Timestamp,
        actor_id -> BigInt,
        kind -> Text,
        subject_kind -> Text,
        subject_id -> BigInt,
        request_id -> Text,
        payload_hash -> Text,
        previous_hash -> Text,
        hash -> Text,
    }
}

diesel::table! {
    event_payload (position) {
        position -> BigInt,
        salt -> Text,
        payload -> Text,
    }
}

diesel::table! {
    event_link (subject_kind, subject_id, position) {
        subject_kind -> Text,
        subject_id -> BigInt,
        position -> BigInt,
    }
}

diesel::table! {
    note (id) {
        id -> BigInt,
        subject_kind -> Text,
        subject_id -> BigInt,
        company_id -> Nullable<BigInt>,
        author_id -> BigInt,
        body -> Text,
        created_at -> Timestamp,
    }
}

diesel::table! {
    stored_file (hash) {
        hash -> Text,
        size_bytes -> BigInt,
        media_type -> Text,
        created_at -> Timestamp,
    }
}

diesel::table! {
    attachment (id) {
        id -> BigInt,
        subject_kind -> Text,
        subject_id -> BigInt,
        company_id -> Nullable<BigInt>,
        hash -> Text,
        file_name -> Text,
        author_id -> BigInt,
        created_at -> Timestamp,
    }
}

diesel::table! {
    notification (id) {
        id -> BigInt,
        user_id -> BigInt,
        kind -> Text,
        subject_kind -> Text,
        subject_id -> BigInt,
        argument -> Text,
        created_at -> Timestamp,
        read_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    saved_view (id) {
        id -> BigInt,
        list -> Text,
        name -> Text,
        query -> Text,
        owner_id -> BigInt,
        role_id -> Nullable<BigInt>,
        version -> Integer,
    }
}

diesel::table! {
    form_draft (user_id, form) {
        user_id -> BigInt,
        form -> Text,
        body -> Text,
        kept_at -> Timestamp,
    }
}

diesel::table! {
    job (id) {
        id -> BigInt,
        kind -> Text,
        state -> Text,
        company_id -> Nullable<BigInt>,
        user_id -> BigInt,
        argument -> Text,
        progress -> BigInt,
        total -> BigInt,
        report -> Text,
        owner -> Text,
        leased_until -> Nullable<Timestamp>,
        created_at -> Timestamp,
        ended_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    search_document (subject_kind, subject_id) {
        subject_kind -> Text,
        subject_id -> BigInt,
        company_id -> BigInt,
        owner_id -> BigInt,
        title -> Text,
        subtitle -> Text,
        folded -> Text,
    }
}

diesel::table! {
    search_token (token, subject_kind, subject_id) {
        token -> Text,
        subject_kind -> Text,
        subject_id -> BigInt,
    }
}

diesel::table! {
    translation (subject_kind, subject_id, field, language) {
        subject_kind -> Text,
        subject_id -> BigInt,
        field -> Text,
        language -> Text,
        body -> Text,
    }
}

diesel::table! {
    external_id (subject_kind, system, key) {
        subject_kind -> Text,
        system -> Text,
        key -> Text,
        subject_id -> BigInt,
        content_hash -> Text,
    }
}

diesel::table! {
    document_link (from_kind, from_id, to_kind, to_id) {
        from_kind -> Text,
        from_id -> BigInt,
        to_kind -> Text,
        to_id -> BigInt,
    }
}

diesel::table! {
    choice (id) {
        id -> BigInt,
        kind -> Text,
        code -> Text,
        name -> Text,
        is_active -> Bool,
        version -> Integer,
    }
}

diesel::allow_tables_to_appear_in_same_query!(
    currency,
    exchange_rate,
    company,
    fiscal_year,
    fiscal_period,
    number_series,
    group_number,
    holiday,
    team,
    app_user,
    role,
    role_permission,
    user_role,
    session,
    sign_in_throttle,
    recovery_code,
    reset_link,
    api_token,
    idempotency,
    server_slot,
    event_chain,
    event_log,
    event_payload,
    event_link,
    note,
    stored_file,
    attachment,
    notification,
    saved_view,
    form_draft,
    job,
    search_document,
    search_token,
    translation,
    external_id,
    document_link,
    choice,
);
