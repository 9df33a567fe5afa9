//! What the kernel keeps about any record (events, notes, files, search words), and its own jobs, drafts and slots.

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
