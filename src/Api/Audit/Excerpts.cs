using System.Diagnostics;
using System.Globalization;
using MentorshipFlow.Api.Http;
using MentorshipFlow.Api.Programmes;
using MentorshipFlow.Audit;
using MentorshipFlow.Workflows.Audit;
using MentorshipFlow.Workflows.Jobs;
using MentorshipFlow.Workflows.Programmes;
using MentorshipFlow.Workflows.Store;

namespace MentorshipFlow.Api.Audit;

/// <summary>A part of a history as one small file that is verified offline.</summary>
internal sealed class Excerpts(ExcerptExport export, LedgerReader ledger, LedgerHistory history, JobLimits limits) : UseCase
{
    private const string MediaType = "text/plain; charset=utf-8";
    private const string Sample = "mentorshipflow excerpt v1\n…\n";

    private static readonly QueryParameter Checkpoint = new(
        "checkpoint", "The size of a checkpoint that you have; the file proves that both belong to one history.", "100", typeof(long));

    private static readonly QueryParameter Text = new(
        "text", "Whether the text of the certificate is put into the file. It is much longer than its proof.", "true", typeof(bool));

    private static readonly QueryParameter[] Claims =
    [
        new("certificate", "The id of an issued certificate: the entries about it.", "0193b2f0-1111-7222-8333-444455556666",
            typeof(Guid)),
        new("entry", "The version of one entry.", "58", typeof(int)),
        new("stage", "Entries that name this stage.", "5", typeof(int)),
        new("actor", "Entries recorded by this person, integrator or the system.", "person-0193b2f0-1111-7222-8333-444455556666"),
        new("person", "Entries about this person and the person's decisions.", "0193b2f0-1111-7222-8333-444455556666", typeof(Guid)),
    ];

    public override void Map(IEndpointRouteBuilder routes)
    {
        routes.ReadProgramme("/excerpt", About("readExcerpt", "A part of a programme's history to show to others",
            "One small file with the entries asked for, their proofs in the public C2SP form (tlog-proof) and a signed checkpoint that "
            + "covers them, verified offline by ops/verify and the page /verify. Ask with exactly one of certificate, entry, stage, actor "
            + $"and person. It holds no other entry and no personal data. More than {limits.BundleEntries} entries are refused.") with
        {
            Roles = Takes.Reading, Query = [.. Claims, Text, Checkpoint],
        }, OfProgramme);

        routes.Read("/api/audit/entries/{position}/excerpt", About("readEntryExcerpt", "One entry to keep or to show to others",
            "The same file about one entry of any stream: the receipt of a decision, with a checkpoint that covers it.") with
        {
            Query = [Checkpoint],
        }, OfEntry);
    }

    private static Operation About(string name, string summary, string description) => Audits.About(name, summary, description) with
    {
        AnswerMediaType = "text/plain", Sample = Sample, RefusedWhenForked = false,
    };

    private async Task<IResult> OfProgramme(HttpContext http, ProgrammeFound found)
    {
        var asked = new Asked(http);
        var joinedTo = await JoinedTo(http, asked);
        var (claim, withText) = (Claim(asked), asked.Flag(Text.Name) ?? false);
        if (asked.Problem is { } wrong) return wrong;
        if (claim is null) return Problems.Parameter(Claims[0].Name, $"Exactly one of certificate, entry, stage, actor and person.");
        if (withText && claim is not ExcerptClaim.OfCertificate) return Problems.Parameter(Text.Name, $"Only with a certificate.");
        return await Answer(http, claim, await export.OfProgramme(
            Caller.Of(http).Organisation, found.Id, claim, withText, limits.BundleEntries, joinedTo, http.RequestAborted));
    }

    private async Task<IResult> OfEntry(HttpContext http)
    {
        var asked = new Asked(http);
        var joinedTo = await JoinedTo(http, asked);
        if (asked.Problem is { } wrong) return wrong;
        if (!long.TryParse(http.GetRouteValue("position")?.ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out var position)
            || await history.At(Caller.Of(http).Organisation, position, http.RequestAborted) is not { Entry: var entry })
        {
            return Problems.NotFound;
        }

        return await Answer(
            http, new ExcerptClaim.OfEntry(entry.Version),
            await export.OfEntry(entry.Organisation, entry.Stream, entry.Version, joinedTo, http.RequestAborted), position);
    }

    private async Task<IResult> Answer(HttpContext http, ExcerptClaim claim, Export? made, long? position = null)
    {
        switch (made)
        {
            case null:
                return Problems.NotFound;
            case Export.Forked forked:
                return Problems.Forked(forked.Fault);
            case Export.TooMany:
                return Problems.Parameter(
                    claim.Text.Split(' ')[0], $"More than {limits.BundleEntries} entries. Export the whole programme.");
            case Export.MadeExcerpt { Excerpt: var excerpt }:
                var name = string.Create(CultureInfo.InvariantCulture, $"{claim.Text.Replace(' ', '-')}.excerpt");
                if (position is not null) name = string.Create(CultureInfo.InvariantCulture, $"receipt-{position}.excerpt");
                http.Response.Headers.ContentDisposition = $"attachment; filename=\"{name}\"";
                return Results.Text(excerpt.Text, MediaType);
            default:
                throw new UnreachableException();
        }
    }

    private async Task<long?> JoinedTo(HttpContext http, Asked asked) =>
        asked.Number(Checkpoint.Name, 0, (await ledger.Head(http.RequestAborted)).Size);

    // Null if none or several are asked for.
    private static ExcerptClaim? Claim(Asked asked)
    {
        if (Claims.Count(c => asked.Has(c.Name)) != 1) return null;
        return asked.Id("certificate") is { } certificate ? new ExcerptClaim.OfCertificate(certificate)
            : asked.Number("entry", 1, int.MaxValue) is { } version ? new ExcerptClaim.OfEntry((int)version)
            : asked.Number("stage", 1, 7) is { } stage ? new ExcerptClaim.OfStage((int)stage)
            : asked.Text("actor", IsActor, $"person-{{id}}, integrator-{{id}} or system") is { } actor ? new ExcerptClaim.OfActor(actor)
            : asked.Id("person") is { } person ? new ExcerptClaim.OfPerson(person)
            : null;
    }

    private static bool IsActor(string text) =>
        text == "system" || Id(text, "person-") || Id(text, "integrator-");

    private static bool Id(string text, string prefix) =>
        text.StartsWith(prefix, StringComparison.Ordinal) && Guid.TryParseExact(text.AsSpan(prefix.Length), "D", out var id)
        && text == $"{prefix}{id}";
}
