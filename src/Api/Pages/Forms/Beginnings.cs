using System.Text.Json;
using MentorshipFlow.Api.Pages.Calls;
using MentorshipFlow.Api.Pages.Parts;
using MentorshipFlow.Api.Tandems;

namespace MentorshipFlow.Api.Pages.Forms;

/// <summary>The values with which a form begins when its decision describes anew what is recorded already, or answers for each of many
/// things.</summary>
/// <remarks>The server reads them when it shows the form. The address of the form could not carry them: a request line has at most 8 KiB,
/// and a Cyrillic letter takes 6 bytes in it.</remarks>
internal static class Beginnings
{
    private static readonly Dictionary<string, Func<Visit, IReadOnlyDictionary<string, string?>, Task<JsonElement?>>> Present = new()
    {
        ["describeLetterhead"] = async (visit, _) => (await visit.Ask("readLetterhead")) is { Succeeded: true } reply ? reply.Json : null,
        ["changeMentorOffer"] = async (visit, at) =>
            (await visit.Demand("readMentor", ("programme", at["programme"]), ("person", at["person"]))).Json.At("offer"),
        ["approveTandems"] = TheOrder,
        ["assessErasure"] = Mentions,
        ["erasePersonalData"] = Mentions,
    };

    /// <summary>Fills in what the address of the form does not say itself.</summary>
    public static async Task<FormValues> Of(
        Visit visit, string operation, IReadOnlyDictionary<string, string?> address, IReadOnlyList<FormField> fields, FormValues asked)
    {
        if (!Present.TryGetValue(operation, out var read) || await read(visit, address) is not { } now) return asked;
        foreach (var field in fields.Where(f => !asked.Has(f.Name)))
            foreach (var (path, value) in Of(field, field.Name, now)) asked = asked.With(path, value);
        return asked;
    }

    private static IEnumerable<(string Path, string[] Values)> Of(FormField field, string path, JsonElement of)
    {
        if (of.At(field.Name) is not { ValueKind: not JsonValueKind.Null } value) return [];
        return field.Kind switch
        {
            FieldKind.Group => field.Of.SelectMany(inner => Of(inner, $"{path}.{inner.Name}", value)),
            FieldKind.Many when field.Of[0].Kind == FieldKind.Group => value.EnumerateArray().Index().SelectMany(
                item => field.Of[0].Of.SelectMany(inner => Of(inner, $"{path}.{item.Index}.{inner.Name}", item.Item))),
            // A text of the vault, for those who may read it.
            _ when value.ValueKind == JsonValueKind.Object => value.Text("text") is { } text ? [(path, [text])] : [],
            FieldKind.Many => [(path, [.. value.EnumerateArray().Select(v => $"{v}")])],
            FieldKind.Day => [(path, [of.Day(field.Name)])],
            FieldKind.Flag => [(path, [value.GetBoolean() ? "true" : "false"])],
            _ => [(path, [value.ToString()])],
        };
    }

    // Where only one order is there that approves nothing yet, pairs and groups wait for this one.
    private static async Task<JsonElement?> TheOrder(Visit visit, IReadOnlyDictionary<string, string?> at)
    {
        if (!Guid.TryParse(at["programme"], out var programme)) return null;
        var tandems = await visit.All<ReadTandems.Row>("listTandems", ("programme", programme));
        return await OrdersOfPairs.Unused(visit, programme, tandems) is [var order]
            ? JsonSerializer.SerializeToElement(new { order = $"{order.Id}" }) : null;
    }

    // Each mention stands in the form already, with what can be done about it.
    private static async Task<JsonElement?> Mentions(Visit visit, IReadOnlyDictionary<string, string?> at)
    {
        var mentions = await visit.All<JsonElement>("listMentions", ("person", at["person"]), ("erasure", at["erasure"]));
        return JsonSerializer.SerializeToElement(new
        {
            mentions = mentions.Select(m => new { mention = m.Text("id"), fate = m.Is("destroyable") ? "destroyed" : "kept" }),
        });
    }
}
