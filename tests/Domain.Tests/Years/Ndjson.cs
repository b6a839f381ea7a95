using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using MentorshipFlow.Ledger;

namespace MentorshipFlow.Domain.Tests.Years;

/// <summary>
/// A history as text: one entry on each line, as JSON. The members are the lines of an entry's leaf text (<see cref="Entry"/>) in their
/// order, without those that are absent; the body is JSON and canonical.
/// </summary>
internal static class Ndjson
{
    private static readonly JsonWriterOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Of(IEnumerable<Entry> entries) => string.Concat(entries.Select(e => $"{Line(e)}\n"));

    /// <summary>Reads what <see cref="Of"/> writes.</summary>
    public static IReadOnlyList<Entry> Read(string text) =>
        [.. text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => Entry(JsonElement.Parse(line)))];

    private static string Line(Entry e)
    {
        using var to = new MemoryStream();
        using (var json = new Utf8JsonWriter(to, Readable))
        {
            json.WriteStartObject();
            json.WriteNumber("position", e.Position);
            json.WriteString("organisation", e.Organisation);
            json.WriteString("stream", e.Stream);
            json.WriteNumber("version", e.Version);
            json.WriteString("event", e.EventId);
            json.WriteString("type", e.Type);
            json.WriteString("actor", e.Actor);
            json.WriteString("role", e.Role);
            if (e.OnBehalfOf is { } behalf) json.WriteString("behalf", behalf);
            json.WriteString("recorded", e.RecordedAt);
            if (e.EffectiveOn is { } on) json.WriteString("effective", on);
            json.WriteString("command", e.CommandId);
            json.WriteNumber("index", e.CommandIndex);
            json.WriteString("fingerprint", e.Fingerprint);
            if (e.Correlation is { } correlation) json.WriteString("correlation", correlation);
            if (e.Causation is { } causation) json.WriteString("causation", causation);
            json.WritePropertyName("body");
            json.WriteRawValue(e.Body);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(to.ToArray());
    }

    private static Entry Entry(JsonElement line) => new(
        line.GetProperty("position").GetInt64(), Text(line, "organisation")!, Text(line, "stream")!, line.GetProperty("version").GetInt32(),
        line.GetProperty("event").GetGuid(), Text(line, "type")!, Text(line, "actor")!, Text(line, "role")!, Text(line, "behalf"),
        Text(line, "recorded")!, Text(line, "effective"), Text(line, "command")!, line.GetProperty("index").GetInt32(),
        Text(line, "fingerprint")!, Text(line, "correlation"), Text(line, "causation"), line.GetProperty("body").GetRawText());

    private static string? Text(JsonElement line, string member) =>
        line.TryGetProperty(member, out var value) ? value.GetString() : null;
}
