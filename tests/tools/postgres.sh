# A private PostgreSQL: its files in a folder of its own, reached by a password over this machine's loopback only. To be
# sourced. All settings that make a commit durable stay as PostgreSQL has them.
# start_postgres FOLDER sets TENON_TEST_POSTGRES, the address of its administrator, and TENON_TEST_POSTGRES_CERTIFICATE, what it
# proves itself with to those who ask for TLS; stop_postgres ends it.

# PostgreSQL refuses to run as root.
as_postgres() {
    if [[ $(id -u) != 0 ]]; then
        "$@"
    elif command -v setpriv >/dev/null; then
        setpriv --reuid "$postgres_user" --regid "$(id -g "$postgres_user")" --clear-groups "$@"
    else
        su "$postgres_user" -s /bin/sh -c '"$0" "$@"' -- "$@"
    fi
}

start_postgres() {
    postgres_folder=$1
    postgres_user=$(id -un)
    mkdir -p "$postgres_folder"
    if [[ $(id -u) == 0 ]]; then
        postgres_user=nobody
        if id postgres >/dev/null 2>&1; then postgres_user=postgres; fi
        chmod a+x "$(dirname "$postgres_folder")"
    fi
    local password log=$postgres_folder/log
    password=$(od -An -N16 -tx1 /dev/urandom | tr -d ' \n')
    echo "$password" >"$postgres_folder/password"
    local certificate=$postgres_folder/server.crt key=$postgres_folder/server.key
    openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=127.0.0.1 -addext subjectAltName=IP:127.0.0.1 \
        -keyout "$key" -out "$certificate" 2>/dev/null
    chmod 600 "$key"
    chown -R "$postgres_user" "$postgres_folder"
    chmod 700 "$postgres_folder"

    # Sorted by a language's rules, as most servers in the field are: nothing may rely on the order of bytes.
    local initdb=("$postgres_bin/initdb" -D "$postgres_folder/data" -U tenon -A scram-sha-256
        --pwfile "$postgres_folder/password" -E UTF8)
    if ! (cd "$postgres_folder" && as_postgres "${initdb[@]}" --locale=C.UTF-8 --locale-provider=icu --icu-locale=en-US ||
        { rm -rf data && as_postgres "${initdb[@]}" --locale=C.UTF-8; }) >"$log.initdb" 2>&1; then
        cat "$log.initdb" >&2
        return 1
    fi

    # Tests count the rows of a hundred small tables before and after a request: no workers are started for that.
    local attempt port
    for attempt in 1 2 3 4 5; do
        port=$((20000 + RANDOM % 12000))
        local settings="-p $port -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c max_connections=400"
        settings+=" -c max_parallel_workers_per_gather=0"
        settings+=" -c ssl=on -c ssl_cert_file=$certificate -c ssl_key_file=$key"
        if (cd "$postgres_folder" &&
            as_postgres "$postgres_bin/pg_ctl" -D data -l log -w -t 60 -o "$settings" start >/dev/null 2>&1 </dev/null); then
            export TENON_TEST_POSTGRES="postgres://tenon:$password@127.0.0.1:$port/postgres"
            # Only who asks for TLS in his URL gets it: a handshake takes longer than most of what tests ask.
            export TENON_TEST_POSTGRES_CERTIFICATE=$certificate PGSSLMODE=disable
            return
        fi
        echo "PostgreSQL did not start on port $port (attempt $attempt)" >&2
    done
    cat "$log" >&2
    return 1
}

stop_postgres() {
    if [[ -n ${postgres_folder:-} && -f $postgres_folder/data/postmaster.pid ]]; then
        (cd "$postgres_folder" && as_postgres "$postgres_bin/pg_ctl" -D data -m immediate -w stop >/dev/null 2>&1) ||
            echo "PostgreSQL in $postgres_folder could not be stopped" >&2
    fi
}
