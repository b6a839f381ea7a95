using MentorshipFlow.Api.Http;
using MentorshipFlow.Api.Pages.Calls;

namespace MentorshipFlow.Api.Pages.Erasures;

/// <summary>A demand to destroy somebody's data, as the operation listErasures shows it.</summary>
public sealed record ErasureRow(
    Guid Id, Guid Person, string Ground, DateOnly ReceivedOn, DateOnly DueOn, bool Overdue, string? Decision, string? Article,
    DateOnly? ErasedOn, string? ActNumber, DateOnly? ActOn, DateOnly? KeepUntil, ExtensionOf? Extension)
{
    /// <summary>Whether something is still to be decided or done.</summary>
    public bool Runs => Decision is null || (Decision != "refuse" && ErasedOn is null);
}

/// <summary>A longer term.</summary>
public sealed record ExtensionOf(DateOnly FirstDueOn, DateOnly NotifiedOn, string Article);

/// <summary>Where a person is named in texts of the organisation.</summary>
public sealed record MentionRow(Guid Id, string Kind, string Place, long? Position, Guid? About, string? Text, bool Destroyable);

/// <summary>Demands to destroy personal data: each from its receipt to its act.</summary>
internal sealed class ErasurePages : UseCase
{
    public override void Map(IEndpointRouteBuilder routes)
    {
        routes.Page("/erasures", async visit =>
        {
            visit.Require("listErasures");
            var rows = await visit.All<ErasureRow>("listErasures");
            return PageRoutes.Html<ErasuresView>(visit, ("Rows", rows),
                ("Names", await visit.Names(rows.Where(r => r.ErasedOn is null).Select(r => (Guid?)r.Person))));
        });
        routes.Page("/erasures/{erasure}", One);
        routes.Page("/erasures/{erasure}/act.txt", visit => Paper(visit, "readErasureAct", "act", "txt"));
        routes.Page("/erasures/{erasure}/journal.ndjson", visit => Paper(visit, "readErasureJournal", "journal", "ndjson"));
    }

    private static async Task<ErasureRow?> Find(Visit visit) =>
        (await visit.All<ErasureRow>("listErasures")).FirstOrDefault(e => $"{e.Id}" == $"{visit.Http.GetRouteValue("erasure")}");

    private static async Task<IResult> One(Visit visit)
    {
        visit.Require("listErasures");
        if (await Find(visit) is not { } row) return Problems.NotFound;
        var mentions = row.Runs && visit.May("listMentions")
            ? await visit.All<MentionRow>("listMentions", ("person", row.Person), ("erasure", row.Id)) : [];
        var names = await visit.Names((row.ErasedOn is null ? [row.Person] : (IEnumerable<Guid?>)[]).Concat(mentions.Select(m => m.About)));
        return PageRoutes.Html<ErasureView>(visit, ("Case", row), ("Mentions", mentions), ("Names", names));
    }

    private static async Task<IResult> Paper(Visit visit, string operation, string name, string extension)
    {
        visit.Require(operation);
        if (await Find(visit) is not { } row) return Problems.NotFound;
        var reply = await visit.Demand(operation, ("person", row.Person), ("erasure", row.Id));
        return Results.File(reply.Bytes, reply.ContentType, $"{name}-{row.ActNumber}.{extension}");
    }
}
