using MentorshipFlow.Api.Pages.Calls;
using MentorshipFlow.Api.Tandems;
using MentorshipFlow.Programmes.Tandems;
using TandemRow = MentorshipFlow.Api.Tandems.ReadTandems.Row;

namespace MentorshipFlow.Api.Pages.Forms;

/// <summary>A registered order on pairs and groups.</summary>
public sealed record OrderOfPairs(Guid Id, DateOnly Date);

/// <summary>Registered orders on pairs and groups that approve nothing yet.</summary>
internal static class OrdersOfPairs
{
    /// <summary>The paper, and the kind of the document that it is registered as.</summary>
    public const string Paper = "groups-order";

    private sealed record Registered(Guid Id, string Kind, DateOnly? Date);

    private sealed record Document(bool InForce, Registered Registered);

    /// <summary>The pairs and groups that an order of a day may approve: formed by that day, and in no order yet.</summary>
    public static IReadOnlyList<TandemRow> Waiting(IEnumerable<TandemRow> tandems, DateOnly day) =>
        [.. tandems.Where(t => t.Status == TandemStatus.Formed && t.FormedOn <= day)];

    /// <summary>The orders in force that approve nothing yet and may approve a pair or group that waits for its order.</summary>
    public static async Task<IReadOnlyList<OrderOfPairs>> Unused(Visit visit, Guid programme, IReadOnlyList<TandemRow> tandems)
    {
        if (!visit.May("listDocuments") || tandems.All(t => t.Status != TandemStatus.Formed)) return [];
        List<OrderOfPairs> orders = [];
        foreach (var document in await visit.All<Document>("listDocuments", ("programme", programme)))
        {
            if (document is { InForce: true, Registered: { Kind: Paper, Date: { } date } registered } && Waiting(tandems, date).Count > 0)
                orders.Add(new(registered.Id, date));
        }

        if (orders.Count == 0) return [];
        HashSet<Guid?> used = [];
        foreach (var tandem in tandems.Where(t => t.ApprovedOn is not null))
        {
            used.UnionWith((await visit.Read<ReadTandems.Answer>("readTandem", ("programme", programme), ("tandem", tandem.Id)))
                .Members.Select(m => m.Order));
        }

        return [.. orders.Where(o => !used.Contains(o.Id))];
    }
}
