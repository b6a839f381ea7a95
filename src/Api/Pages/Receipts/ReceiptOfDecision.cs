using System.Globalization;
using System.Text.Json;
using MentorshipFlow.Api.Pages.Calls;

namespace MentorshipFlow.Api.Pages.Receipts;

/// <summary>A personal link that is shown this one time.</summary>
/// <param name="Code">To type in its place.</param>
/// <param name="Person">Whom it is about.</param>
public sealed record ShownLink(string Address, string? Code, Guid? Person, DateOnly? Until);

/// <summary>The receipt of a decision, from its answer.</summary>
/// <param name="Position">Null if nothing was recorded.</param>
/// <param name="Secret">A key or secret that is shown this one time; null for most decisions.</param>
/// <param name="Links">Personal links that are shown this one time.</param>
/// <param name="Invitation">An invitation to an account, shown this one time.</param>
/// <param name="Organisation">The organisation that was decided about, where the answer names one.</param>
public sealed record ReceiptOfDecision(long? Position, string? Leaf, bool Repeated, string? Secret, IReadOnlyList<ShownLink> Links,
    IReadOnlyList<string> Warnings, Decisions.Invited? Invitation = null, Guid? Organisation = null)
{
    /// <summary>On to the receipt of a decision, and from there back to a page; straight to that page if nothing was recorded.</summary>
    public static IResult Then(Reply reply, string back) => Results.Redirect(
        Of(reply).Position is { } position ? $"/receipts/{position}?back={Uri.EscapeDataString(back)}" : back);

    /// <summary>From the answer of an operation.</summary>
    public static ReceiptOfDecision Of(Reply reply)
    {
        var json = reply.Json;
        var receipt = Member(json, "receipt") is { ValueKind: JsonValueKind.Object } r ? r : (JsonElement?)null;
        List<ShownLink> links = [];
        Collect(json, links);
        var invitation = Member(json, "invitation") is { ValueKind: JsonValueKind.Object } i
            ? new Decisions.Invited(Text(i, "link")!, Text(i, "code")!, i.GetProperty("until").GetDateTimeOffset()) : null;
        return new(receipt?.GetProperty("position").GetInt64(), receipt?.GetProperty("leaf").GetString(),
            Member(json, "repeated")?.ValueKind == JsonValueKind.True,
            Text(json, "key") is { } key && key.StartsWith("mf_", StringComparison.Ordinal) ? key : Text(json, "secret")
                ?? links.FirstOrDefault()?.Address ?? invitation?.Link,
            links, Member(json, "warnings") is { ValueKind: JsonValueKind.Array } w
                ? [.. w.EnumerateArray().Select(x => Text(x, "sentence")).OfType<string>()] : [], invitation,
            Guid.TryParse(Text(json, "organisation"), out var organisation) ? organisation : null);
    }

    private static void Collect(JsonElement node, List<ShownLink> links)
    {
        if (node.ValueKind == JsonValueKind.Array) foreach (var item in node.EnumerateArray()) Collect(item, links);
        if (node.ValueKind != JsonValueKind.Object) return;
        foreach (var member in node.EnumerateObject())
        {
            if (member.Value.ValueKind == JsonValueKind.String && member.Value.GetString()! is var text
                && (text.Contains("/survey#", StringComparison.Ordinal) || text.Contains("/consent#", StringComparison.Ordinal)))
            {
                links.Add(new(text, Text(node, "code"), Guid.TryParse(Text(node, "person"), out var person) ? person : null,
                    Text(node, "expiresOn") is { } until ? DateOnly.ParseExact(until, "yyyy-MM-dd", CultureInfo.InvariantCulture) : null));
            }
            else
            {
                Collect(member.Value, links);
            }
        }
    }

    private static JsonElement? Member(JsonElement json, string name) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out var value) ? value : null;

    private static string? Text(JsonElement json, string name) => Member(json, name) is { ValueKind: JsonValueKind.String } value
        ? value.GetString() : null;
}
