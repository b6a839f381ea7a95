using System.Globalization;
using System.Text;
using MentorshipFlow.Api.Http;
using MentorshipFlow.Api.Pages.Calls;
using MentorshipFlow.Api.Pages.History;
using MentorshipFlow.Api.Pages.Programmes;
using MentorshipFlow.Api.Pages.Words;

namespace MentorshipFlow.Api.Pages.Receipts;

/// <summary>The receipt of a decision at an address of its own, so that a lost connection finds it again.</summary>
internal sealed class ReceiptPages : UseCase
{
    // A page of the journal.
    private const int MostOthers = 200;

    private sealed record Proven(LedgerEntry Entry, string LeafText);

    public override void Map(IEndpointRouteBuilder routes)
    {
        routes.Page("/receipts/{position}", async visit =>
        {
            var entry = (await Find(visit)).Entry;
            var (others, more) = await Others(visit, entry);
            return PageRoutes.Html<ReceiptView>(visit, ("Entry", entry), ("Checkpoint", await Checkpoint(visit, entry.Position)),
                ("Others", others), ("More", more), ("Approved", await Approved(visit, entry)),
                ("Back", PageRoutes.Local(visit.Http.Request.Query[PageRoutes.Back], "/inbox")));
        });

        routes.Page("/receipts/{position}/receipt.excerpt",
            async visit => (await visit.Demand("readEntryExcerpt", ("position", visit.Http.GetRouteValue("position")))).AsFile());

        routes.Page("/receipts/{position}/receipt.txt", async visit =>
        {
            var (entry, leafText) = await Find(visit);
            var text = string.Create(CultureInfo.InvariantCulture, $"""
                {PageWords.Say("receipt.title")}
                {entry.Sentence}
                {PageWords.Say("receipt.when")}: {Typo.Moment(entry.RecordedAt, visit.Zone)} ({entry.RecordedAt})
                {PageWords.Say("receipt.entry")}: {entry.Position}
                {PageWords.Say("receipt.fingerprint")}: {entry.Leaf}

                {leafText}
                """);
            return Results.File(Encoding.UTF8.GetBytes(text), "text/plain; charset=utf-8", $"receipt-{entry.Position}.txt");
        });
    }

    private static async Task<Proven> Find(Visit visit) =>
        await visit.Read<Proven>("readEntry", ("position", visit.Http.GetRouteValue("position")));

    // The programme of an approved stage. After the last one it is to be completed.
    private static async Task<ProgrammeHead?> Approved(Visit visit, LedgerEntry entry) =>
        entry is { Type: "stage_approved", Programme: { } programme } && visit.May("completeProgramme")
            ? await ProgrammeHead.Of(visit, programme) : null;

    // The entries of one decision follow each other. A decision may have more of them than a page.
    private static async Task<(IReadOnlyList<LedgerEntry> Others, bool More)> Others(Visit visit, LedgerEntry entry)
    {
        if (!visit.May("listEntries")) return ([], false);
        var before = entry.Position - entry.CommandIndex - 1;
        var page = await visit.Read<LedgerEntries>("listEntries", ("limit", MostOthers), ("cursor", before < 0 ? null : before));
        return ([.. page.Items.Where(e => e.CommandId == entry.CommandId && e.Position != entry.Position)],
            page.Next is not null && page.Items[^1].CommandId == entry.CommandId);
    }

    private static async Task<string> Checkpoint(Visit visit, long position)
    {
        if (await visit.Ask("readLatestCheckpoint") is not { Succeeded: true } reply
            || !long.TryParse(Encoding.UTF8.GetString(reply.Bytes).Split('\n').ElementAtOrDefault(1), out var size))
            return PageWords.Say("receipt.no-checkpoint");
        return size > position ? PageWords.Say("receipt.covered", size) : PageWords.Say("receipt.not-covered", size);
    }
}
