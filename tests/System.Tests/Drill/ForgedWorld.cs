using MentorshipFlow.Simulation;
using MentorshipFlow.System.Tests.Api;
using MentorshipFlow.System.Tests.Privacy;
using MentorshipFlow.Workflows.Access;
using MentorshipFlow.Workflows.Digests;
using MentorshipFlow.Workflows.Store;
using MentorshipFlow.Workflows.Watch;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace MentorshipFlow.System.Tests.Drill;

/// <summary>One way to change the database behind the program's back.</summary>
/// <param name="Name">Table, column and kind.</param>
/// <param name="Table">The table whose rows are put back afterwards.</param>
/// <param name="Undo">For what no row shows, such as a right; null where the rows are put back.</param>
internal sealed record Tampering(string Name, string Table, string Sql, string? Undo = null);

/// <summary>An installation of its own with a row in every table that the program believes, and the ways to forge them.</summary>
internal sealed class ForgedWorld(Installation installation)
{
    // Columns that only describe, or only say how far something got: nobody gains a right or learns a name by them.
    private static readonly HashSet<string> Unbound =
    [
        "access.sessions.seen_at", "access.sessions.ended", "access.sessions.device", "access.entrances.used", "access.accounts.used_codes",
        "access.accounts.made_at", "access.invitations.used_at", "keys.data_keys.created_at", "keys.retired.retired_at",
        "vault.erasures.swept", "seal.head.only_row", "ledger.mt_streams.created", "ledger.mt_streams.snapshot",
        "ledger.mt_streams.snapshot_version", "migrations.applied.applied_at", "jobs.jobs.state", "jobs.jobs.fingerprint", "jobs.jobs.done",
        "jobs.jobs.total", "jobs.jobs.cancelling", "jobs.jobs.attempts", "jobs.jobs.runner", "jobs.jobs.swept", "jobs.jobs.created_at",
        "jobs.jobs.started_at", "jobs.jobs.ended_at", "jobs.jobs.problem", "jobs.jobs.result", "access.calendars.language",
        "access.calendars.made_at",
    ];

    // Removing such a row takes a right away and gives none.
    private static readonly HashSet<string> Removable =
    [
        "access.sessions", "access.entrances", "access.accounts", "access.account_persons", "access.passkeys", "access.portal_logins",
        "access.invitations", "access.link_codes", "access.calendars", "seal.head", "jobs.jobs",
    ];

    private static readonly HashSet<string> NotCopied =
        ["seal.head", "migrations.applied", "vault.files", "vault.people", "access.calendars"];

    private static readonly string[] Tables =
    [
        "ledger.mt_events", "ledger.mt_streams", "seal.head", "seal.leaves", "seal.nodes", "access.keys", "access.survey_links",
        "access.consent_links", "access.sessions", "access.entrances", "access.accounts", "access.account_persons", "access.passkeys",
        "access.portal_logins", "access.invitations", "access.link_codes", "access.calendars",
        "keys.data_keys", "vault.texts", "vault.people", "vault.files", "vault.name_stems",
        "vault.erasures", "vault.destroyed_texts", "vault.destroyed_files", "projections.mt_doc_programmes", "projections.mt_doc_people",
        "projections.mt_doc_region_members", "jobs.jobs", "migrations.applied",
    ];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>Plays honest histories.</summary>
    /// <param name="seeds">School years of the simulation, each with its own seed.</param>
    public async Task Fill(IEnumerable<int> seeds)
    {
        await installation.Sample;
        var api = new SchoolClient(installation.Http);
        foreach (var seed in seeds)
            await new SimulatedSchool(api, installation.Operator, seed, 1, SimulatedSchool.YearBefore(SchoolPeople.Today)).Play(() => { });
        var survey = await SurveyOfSchool.Open(installation, persons: 2);
        await survey.Links();
        var school = survey.School;
        await Consent(school);
        await Region(school);
        await Erasure(school);
        await Account(school);
        await Job();
    }

    /// <summary>A change of each kind of each believed column, a removed row and a forged row of each table, and what only a database's
    /// owner can do.</summary>
    public async Task<IReadOnlyList<Tampering>> All(int seed)
    {
        List<Tampering> all = [];
        foreach (var table in Tables)
        {
            var columns = await Columns(table);
            foreach (var (column, type) in columns)
            {
                if (Unbound.Contains($"{table}.{column}") || column.StartsWith("mt_last", StringComparison.Ordinal)
                    || (table.StartsWith("projections.", StringComparison.Ordinal) && column.StartsWith("mt_", StringComparison.Ordinal)))
                    continue;
                all.Add(new($"{table}.{column} changed", table,
                    $"""
                    update {table} set {column} = {Changed(table, column, type)}
                    where ctid = (select ctid from {table} order by {column} is null, md5(ctid::text || '{seed}') limit 1)
                    """));
            }

            if (!Removable.Contains(table))
                all.Add(new($"{table} row removed", table,
                    $"delete from {table} where ctid = (select ctid from {table} order by md5(ctid::text || '{seed}') limit 1)"));
            if (!NotCopied.Contains(table))
            {
                var (id, type) = columns[0];
                all.Add(new($"{table} row forged", table,
                    $"""
                    insert into {table} ({string.Join(", ", columns.Select(c => c.Column))})
                    select {Changed(table, id, type)}, {string.Join(", ", columns.Skip(1).Select(c => Copied(table, c.Column)))}
                    from {table} order by md5(ctid::text || '{seed}') limit 1
                    """));
            }
        }

        // Not certain: two certain persons never have one name and birth date.
        all.Add(new("vault.people row forged", "vault.people",
            """
            insert into vault.people (person, organisation, ref, sealed, token, year_token, certain)
            select gen_random_uuid(), organisation, ref, sealed, token, year_token, false from vault.people limit 1
            """));
        all.Add(new("keys.retired the current key", "keys.retired",
            "insert into keys.retired (kek) select kek from keys.data_keys limit 1"));
        all.Add(new("projections.mt_doc_people emptied", "projections.mt_doc_people", "delete from projections.mt_doc_people"));
        all.Add(new("vault.texts two texts swapped", "vault.texts",
            """
            with two as (select ref, sealed, lead(sealed) over w as other from vault.texts window w as (order by ref) limit 1)
            update vault.texts t set sealed = two.other from two where t.ref = two.ref
            """));
        all.Add(new("ledger.mt_events tail cut", "ledger.mt_events",
            "delete from ledger.mt_events where seq_id = (select max(seq_id) from ledger.mt_events)"));
        return [.. all, .. Guards()];
    }

    private static IEnumerable<Tampering> Guards()
    {
        foreach (var trigger in (string[])["ledger.mt_events append_only", "seal.leaves append_only", "seal.nodes append_only",
            "ledger.mt_streams append_only", "ledger.mt_streams only_grows", "ledger.mt_events no_tombstone",
            "ledger.mt_streams no_tombstone", "access.keys only_revoked"])
        {
            var (table, name) = (trigger.Split(' ')[0], trigger.Split(' ')[1]);
            yield return new($"{trigger} disabled", table, $"alter table {table} disable trigger {name}",
                $"alter table {table} enable trigger {name}");
        }

        foreach (var right in (string[])["update on ledger.mt_events", "delete on seal.leaves", "truncate on seal.nodes",
            "update (secret_sha256) on access.keys", "update (wrapped) on keys.data_keys", "update (owner) on vault.texts"])
        {
            yield return new($"{right} granted", right.Split(' ')[^1], $"grant {right} to {LedgerRoles.App}",
                $"revoke {right} from {LedgerRoles.App}");
        }

        yield return new("the application may make databases", "pg_roles", $"alter role {LedgerRoles.App} createdb",
            $"alter role {LedgerRoles.App} nocreatedb");
        yield return new("the application is the owner", "pg_roles", $"grant {LedgerRoles.Owner} to {LedgerRoles.App}",
            $"revoke {LedgerRoles.Owner} from {LedgerRoles.App}");
    }

    /// <summary>Forges, waits until the command and the server have found it, and puts the rows back.</summary>
    /// <returns>How long the server took, and what it found first.</returns>
    public async Task<(TimeSpan Server, string Found)> Drill(Tampering tampering, Func<Task<string?>> command, LedgerGuard guard,
        Action cleared)
    {
        if (tampering.Undo is null) await Run($"create schema if not exists forger; create table forger.saved as table {tampering.Table}");
        try
        {
            Assert.True(await installation.Forge(tampering.Sql) > 0 || tampering.Undo is not null,
                $"{tampering.Name}: there was no row to change.");
            var (forged, watch) = (TimeProvider.System.GetUtcNow(), global::System.Diagnostics.Stopwatch.StartNew());
            Assert.True(await command() is not null, $"{tampering.Name}: the command found nothing.");
            while (true)
            {
                if (guard.Last is { } last && last.At > forged && Named(last) is { } found) return (watch.Elapsed, found);
                Assert.True(watch.Elapsed < Patience.AtMost, $"{tampering.Name}: the server found nothing.");
                await Task.Delay(50, Stop);
            }
        }
        finally
        {
            await Run(tampering.Undo
                ?? $"delete from {tampering.Table}; insert into {tampering.Table} select * from forger.saved; drop table forger.saved");
            cleared();
        }
    }

    private static string? Named(Guarded last) => last.Broken is { } broken ? $"{broken.Code} at {broken.Position}"
        : last.Rows is [var first, ..] ? $"{first.Table} {first.Row} {first.Fault}" : null;

    private async Task Run(string sql) => await installation.Forge(sql);

    private static async Task Consent(School school)
    {
        var child = await school.Person(12);
        var (mother, text) = (await school.Mother(child), await school.Text());
        Deciding.Done(await school.Post($"/api/people/{child}/consent-links",
            $$"""
            {"purpose":"participation","text":"{{text}}","signer":"{{mother}}",
            "validUntil":"{{SchoolPeople.Day(SchoolPeople.Today.AddYears(1))}}"}
            """));
    }

    private static async Task Region(School school) => Deciding.Done(await school.Replace(
        "/api/organisation", "/api/organisation/region",
        """
        {"region":"Кузбасс","authority":{"title":"Министерство образования Кузбасса","tasks":["governance"]},
        "operator":{"title":"Региональный институт","tasks":["methodicalSupport","training"]}}
        """, school.GraceKey));

    private static async Task Erasure(School school)
    {
        var (programme, pupil) = (await school.ActiveProgramme("Вторая"), await school.Person(13));
        var mentee = $"/api/programmes/{programme}/mentees";
        Deciding.Done(await school.Post(mentee, $$"""{"person":"{{pupil}}"}"""));
        Deciding.Done(await school.Post($"{mentee}/{pupil}/information",
            """{"source":"psychologist","subjectInformed":true,"text":"Доверительный разговор."}"""));
        await school.Document(programme, "bases-register", pupil);
        await school.Erased(pupil, "7");
        // Another one whose texts and files are there.
        var other = await school.Person(14);
        Deciding.Done(await school.Post(mentee, $$"""{"person":"{{other}}"}"""));
        Deciding.Done(await school.Post($"{mentee}/{other}/information",
            """{"source":"psychologist","subjectInformed":true,"text":"Ещё один разговор."}"""));
        await school.Document(programme, "bases-register", other);
    }

    private async Task Job()
    {
        Deciding.Done(await School.Send(installation.Http, "POST", "/api/views/rebuild", installation.Operator, "{}"));
        await using var open = installation.Services.GetRequiredService<NpgsqlDataSource>()
            .CreateCommand("select count(*) from jobs.jobs where ended_at is null");
        while (await open.ExecuteScalarAsync(Stop) is not 0L) await Task.Delay(50, Stop);
    }

    private async Task Account(School school)
    {
        var services = installation.Services;
        var (keys, sessions) = (services.GetRequiredService<AccessKeys>(), services.GetRequiredService<BrowserSessions>());
        var identity = (await keys.Find(school.VeraKey, Stop))!;
        var invitations = services.GetRequiredService<Invitations>();
        var made = await invitations.MakeOwn(identity, Stop);
        await using var scope = services.CreateAsyncScope();
        var accounts = scope.ServiceProvider.GetRequiredService<Accounts>();
        var account = Id.New();
        Assert.IsType<Accepted.Made>(await accounts.Accept(
            (await invitations.OfLink(made.Text, Stop))!, account, $"{account}@example.org", "очень длинный пароль", Stop));
        Assert.True(await accounts.Link(account, new("https://portal.example.org", $"{account}"), Stop));
        var found = (await accounts.Find(account, Stop))!;
        await accounts.Add(found, new UserPasskeyInfo(account.ToByteArray(), [1, 2, 3], TimeProvider.System.GetUtcNow(), 1, ["usb"], true,
            false, false, [4], [5]) { Name = "Ключ" }, Stop);
        await accounts.TurnOff(found, Stop);
        await services.GetRequiredService<CalendarAddresses>().Make(account, "ru", Stop);
        await sessions.Begin(identity.Key, Stop, account, "Firefox");
        await sessions.Invite(identity.Key, Stop);
    }

    private async Task<List<(string Column, string Type)>> Columns(string table)
    {
        List<(string, string)> columns = [];
        await using var command = installation.Services.GetRequiredService<NpgsqlDataSource>().CreateCommand(
            $"""
            select a.attname, format_type(a.atttypid, null) from pg_attribute a
            where a.attrelid = '{table}'::regclass and a.attnum > 0 and not a.attisdropped order by a.attnum
            """);
        await using var reader = await command.ExecuteReaderAsync(Stop);
        while (await reader.ReadAsync(Stop)) columns.Add((reader.GetString(0), reader.GetString(1)));
        return columns;
    }

    // The same value, but where a unique index asks for another.
    private static string Copied(string table, string column) => $"{table}.{column}" switch
    {
        "ledger.mt_events.id" => "gen_random_uuid()",
        "ledger.mt_events.version" => "version + 100000",
        "ledger.mt_events.headers" => "headers || jsonb_build_object('command', 'forged')",
        "ledger.mt_streams.id" => "id || 'x'",
        "access.accounts.login_fingerprint" => "login_fingerprint || 'x'",
        "projections.mt_doc_programmes.active_title" => "coalesce(active_title, '') || 'x'",
        _ => column,
    };

    private static string Changed(string table, string column, string type) => ($"{table}.{column}", type) switch
    {
        ("access.survey_links.role", _) => "case role when 'mentee' then 'mentor' else 'mentee' end",
        (_, _) when column == "sha256" => "translate(left(sha256, 1), '0123456789abcdef', '123456789abcdef0') || substr(sha256, 2)",
        ("jobs.jobs.kind", _) => "case kind when 'rebuild' then 'bundle' else 'rebuild' end",
        ("migrations.applied.number", _) => "number + 1000",
        ("seal.nodes.level", _) => "(level + 20)::smallint",
        (_, "uuid") => "gen_random_uuid()",
        (_, "boolean") => $"not coalesce({column}, false)",
        (_, "bytea") =>
            $"coalesce(set_byte({column}, octet_length({column}) / 2, get_byte({column}, octet_length({column}) / 2) # 1), '\\x00')",
        (_, "jsonb") => $$$"""{{{column}}} || '{"n":1}'""",
        (_, "timestamp with time zone") => $"coalesce({column}, now()) + interval '1 day'",
        (_, "text[]") => $"{column} || 'x'::text",
        (_, "smallint" or "integer" or "bigint") => $"coalesce({column}, 0::{type}) + 1000000",
        _ => $"coalesce({column}, '') || 'x'",
    };
}
