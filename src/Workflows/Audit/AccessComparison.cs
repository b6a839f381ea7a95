using MentorshipFlow.Ledger;
using MentorshipFlow.Workflows.Access;
using MentorshipFlow.Workflows.Digests;
using MentorshipFlow.Workflows.Vault;
using Npgsql;

namespace MentorshipFlow.Workflows.Audit;

/// <summary>Compares keys and links with the ledger, and the seals of everything that lets somebody in.</summary>
internal sealed class AccessComparison(NpgsqlConnection connection, LedgerFacts facts, RowSeals seals, RowFindings findings)
{
    /// <summary>Compares.</summary>
    public async Task Compare(CancellationToken stop)
    {
        await Keys(stop);
        await SurveyLinks(stop);
        await ConsentLinks(stop);
        await Sealed(BrowserSessions.Table, "id, key, secret_sha256, started_at, account", 5, stop);
        await Sealed(BrowserSessions.Entrances, "id, key, secret_sha256, valid_until", 4, stop);
        await Sealed(Invitations.Table,
            "id, key, organisation, person, issued_by, secret_sha256, code_place, code_fingerprint, valid_until", 9, stop);
        await Sealed(LinkCodes.Table, "fingerprint, link, organisation", 3, stop);
        await Sealed(CalendarAddresses.Table, "id, account, secret_sha256", 3, stop);
        await Sealed(AccountPersons.Table, "organisation, person, account", 3, stop);
        await Sealed(Accounts.PortalLogins, "issuer, subject, account", 3, stop);
        await Sealed(
            AccountStore.Table, "id, login_fingerprint, login, password_hash, second_factor, recovery_codes", 6, stop);
        await Sealed(AccountStore.PasskeyTable, "credential, account, name, info::text", 4, stop,
            columns => [.. columns[..3], AccountStore.Written((string)columns[3]!)]);
        await Sealed("jobs.jobs", "id, organisation, kind, work::text", 4, stop, columns => [.. columns[..3],
            CanonicalJson.TryCanonicalise((string)columns[3]!, out var canonical, out _) ? canonical : null]);
    }

    private async Task Keys(CancellationToken stop)
    {
        HashSet<Guid> missing = [.. facts.Keys.Keys];
        await using var command = new NpgsqlCommand(
            "select id, organisation, person, integrator, secret_sha256, revoked, seal from access.keys order by id", connection);
        await using var reader = await command.ExecuteReaderAsync(stop);
        while (await reader.ReadAsync(stop))
        {
            var (id, organisation, revoked) = (reader.GetGuid(0), reader.GetGuid(1), reader.GetBoolean(5));
            var (person, integrator) = (Id(reader, 2), Id(reader, 3));
            findings.Rows++;
            missing.Remove(id);
            var fault = !seals.Fits(reader.GetFieldValue<byte[]>(6), AccessKeys.Table, id, organisation, person, integrator,
                reader.GetFieldValue<byte[]>(4)) ? RowFaults.SealDiffers
                : !facts.Keys.TryGetValue(id, out var known) ? RowFaults.NotOnLedger
                : (organisation, person, integrator) != (known.Organisation, known.Issued.Person, known.Issued.Integrator)
                    || revoked == (facts.OrganisationOf(organisation)?.Keys.ContainsKey(id) ?? false) ? RowFaults.Differs
                : null;
            if (fault is not null) findings.Add(AccessKeys.Table, $"{id}", fault, organisation);
        }

        foreach (var key in missing.Order())
            findings.Add(AccessKeys.Table, $"{key}", RowFaults.Missing, facts.Keys[key].Organisation);
    }

    private async Task SurveyLinks(CancellationToken stop)
    {
        HashSet<Guid> missing = [.. facts.SurveyLinks.Values.Where(l => !facts.IsDeleted(l.Organisation)).Select(l => l.Link)];
        await using var command = new NpgsqlCommand(
            "select id, organisation, programme, wave, person, role, secret_sha256, seal from access.survey_links order by id", connection);
        await using var reader = await command.ExecuteReaderAsync(stop);
        while (await reader.ReadAsync(stop))
        {
            SurveyLinkIdentity link = new(reader.GetGuid(0), reader.GetGuid(1), reader.GetGuid(2), reader.GetGuid(3), reader.GetGuid(4),
                Enum.Parse<Role>(reader.GetString(5), ignoreCase: true));
            findings.Rows++;
            missing.Remove(link.Link);
            Compare(Access.SurveyLinks.Table, link.Link, link.Organisation, link, facts.SurveyLinks.GetValueOrDefault(link.Link),
                seals.Fits(reader.GetFieldValue<byte[]>(7), Access.SurveyLinks.Table,
                    Access.SurveyLinks.Sealed(link, reader.GetFieldValue<byte[]>(6))));
        }

        foreach (var link in missing.Order())
            findings.Add(Access.SurveyLinks.Table, $"{link}", RowFaults.Missing, facts.SurveyLinks[link].Organisation);
    }

    private async Task ConsentLinks(CancellationToken stop)
    {
        HashSet<Guid> missing = [.. facts.ConsentLinks.Values.Where(l => !facts.IsDeleted(l.Organisation)).Select(l => l.Link)];
        await using var command = new NpgsqlCommand(
            "select id, organisation, person, signer, secret_sha256, seal from access.consent_links order by id", connection);
        await using var reader = await command.ExecuteReaderAsync(stop);
        while (await reader.ReadAsync(stop))
        {
            ConsentLinkIdentity link = new(reader.GetGuid(0), reader.GetGuid(1), reader.GetGuid(2), reader.GetGuid(3));
            findings.Rows++;
            missing.Remove(link.Link);
            Compare(ConsentLinkSecrets.Table, link.Link, link.Organisation, link, facts.ConsentLinks.GetValueOrDefault(link.Link),
                seals.Fits(reader.GetFieldValue<byte[]>(5), ConsentLinkSecrets.Table, link.Link, link.Organisation, link.Person,
                    link.Signer, reader.GetFieldValue<byte[]>(4)));
        }

        foreach (var link in missing.Order())
            findings.Add(ConsentLinkSecrets.Table, $"{link}", RowFaults.Missing, facts.ConsentLinks[link].Organisation);
    }

    private void Compare<T>(string table, Guid id, Guid organisation, T row, T? onLedger, bool seal)
        where T : class
    {
        var fault = !seal ? RowFaults.SealDiffers : onLedger is null ? RowFaults.NotOnLedger
            : !row.Equals(onLedger) ? RowFaults.Differs : null;
        if (fault is not null) findings.Add(table, $"{id}", fault, organisation);
    }

    // The sealed columns in the order of the seal, and the seal after them.
    private async Task Sealed(string table, string columns, int count, CancellationToken stop, Func<object?[], object?[]>? written = null)
    {
        await using var command = new NpgsqlCommand($"select {columns}, seal from {table} order by 1, 2", connection);
        await using var reader = await command.ExecuteReaderAsync(stop);
        while (await reader.ReadAsync(stop))
        {
            var values = new object?[count];
            for (var i = 0; i < count; i++) values[i] = reader.IsDBNull(i) ? null : reader.GetValue(i);
            findings.Rows++;
            if (!seals.Fits(reader.GetFieldValue<byte[]>(count), table, written?.Invoke(values) ?? values))
                findings.Add(table, values[0] is byte[] bytes ? Convert.ToHexStringLower(bytes) : $"{values[0]}", RowFaults.SealDiffers);
        }
    }

    private static Guid? Id(NpgsqlDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetGuid(column);
}
