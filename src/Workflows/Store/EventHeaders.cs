using System.Text;
using System.Text.Json;
using MentorshipFlow.Ledger;

namespace MentorshipFlow.Workflows.Store;

/// <summary>
/// The fields of an entry that have no column in Marten's table, in <c>mt_events.headers</c>:
/// <code>{"behalf":"…","command":"…","effective":"yyyy-MM-dd","fingerprint":"…64 hex…","index":0,"role":"curator"}</code>
/// <c>behalf</c> and <c>effective</c> are left out when there is none.
/// </summary>
internal readonly record struct EventHeaders(string Command, int Index, string Fingerprint, string Role, string? OnBehalfOf,
    string? EffectiveOn)
{
    /// <summary>The headers of an entry as JSON.</summary>
    public static string Write(Entry entry)
    {
        var json = new StringBuilder(192);
        json.Append('{');
        if (entry.OnBehalfOf is { } behalf) Text(json, "behalf", behalf).Append(',');
        Text(json, "command", entry.CommandId).Append(',');
        if (entry.EffectiveOn is { } effective) Text(json, "effective", effective).Append(',');
        Text(json, "fingerprint", entry.Fingerprint).Append(",\"index\":").Append(entry.CommandIndex).Append(',');
        return Text(json, "role", entry.Role).Append('}').ToString();
    }

    /// <summary>Reads jsonb in its text form. Missing fields become empty: verification compares the entry with its leaf.</summary>
    /// <param name="whole">Whether to read command and fingerprint too; folds do not need them.</param>
    public static EventHeaders Read(ReadOnlySpan<byte> json, bool whole = true)
    {
        var (command, index, fingerprint, role) = ("", 0, "", "");
        string? behalf = null, effective = null;
        var reader = new Utf8JsonReader(json);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (whole && reader.ValueTextEquals("command"u8)) command = Next(ref reader);
            else if (whole && reader.ValueTextEquals("fingerprint"u8)) fingerprint = Next(ref reader);
            else if (reader.ValueTextEquals("role"u8)) role = Known(Next(ref reader));
            else if (reader.ValueTextEquals("behalf"u8)) behalf = Next(ref reader);
            else if (reader.ValueTextEquals("effective"u8)) effective = Next(ref reader);
            else if (reader.ValueTextEquals("index"u8) && reader.Read() && reader.TokenType == JsonTokenType.Number
                && reader.TryGetInt32(out var number)) index = number;
            else reader.Skip();
        }

        return new(command, index, fingerprint, role, behalf, effective);
    }

    /// <summary>Interns roles and type names, because a million entries repeat a few of them.</summary>
    public static string Known(string text) => string.IsInterned(text) ?? text;

    private static string Next(ref Utf8JsonReader reader) => reader.Read() && reader.TokenType == JsonTokenType.String
        ? reader.GetString()! : "";

    private static StringBuilder Text(StringBuilder json, string name, string value) =>
        json.Append('"').Append(name).Append("\":\"").Append(CanonicalEncoder.Instance.Encode(value)).Append('"');
}
