using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using MentorshipFlow.Ledger;
using MentorshipFlow.Workflows.Store;

namespace MentorshipFlow.Workflows.Feed;

/// <summary>An entry of the ledger as a CloudEvent 1.0, for integrators.</summary>
/// <param name="Id">The event's id.</param>
/// <param name="Source"><c>urn:mentorshipflow:organisation:{uuid}</c>.</param>
/// <param name="Type">The event's name, such as <c>stage_approved</c>. A released name never changes its meaning.</param>
/// <param name="Subject">The stream.</param>
/// <param name="Time">The time of recording.</param>
/// <param name="Position">
/// Extension: position in the ledger, from 0, in decimal digits. A text, because an integer of CloudEvents has 32 bits.
/// </param>
/// <param name="Leaf">Extension: SHA-256 of the entry's leaf text, 64 lower hex digits.</param>
/// <param name="Streamversion">Extension: version in the stream, from 1.</param>
/// <param name="Actor">Extension: the id of the deciding actor.</param>
/// <param name="Role">Extension: the role in which the actor decided.</param>
/// <param name="Onbehalfof">Extension: the person for whom an integrator acted.</param>
/// <param name="Effectiveon">Extension: the date of the fact.</param>
/// <param name="Sandbox">Extension: true in a sandbox, where nothing is real; otherwise absent.</param>
/// <param name="Data">The stored body of the event.</param>
public sealed record CloudEvent(
    string Specversion, Guid Id, string Source, string Type, string Subject, string Time, string Datacontenttype, string Position,
    string Leaf, int Streamversion, string Actor, string Role, string? Onbehalfof, string? Effectiveon, bool? Sandbox,
    RawJson Data)
{
    // The members in the order above: attributes first, data last.
    private static readonly JsonSerializerOptions Json = new(CanonicalJson.Options)
    {
        TypeInfoResolver = new DefaultJsonTypeInfoResolver(),
    };

    /// <summary>An entry as a CloudEvent.</summary>
    /// <param name="sandbox">Whether the organisation is a sandbox.</param>
    public static CloudEvent Of(StoredEntry stored, bool sandbox)
    {
        var e = stored.Entry;
        return new(
            "1.0", e.EventId, $"urn:mentorshipflow:organisation:{e.Organisation}", e.Type, e.Stream, e.RecordedAt, "application/json",
            e.Position.ToString(CultureInfo.InvariantCulture), stored.Leaf.ToString(), e.Version, e.Actor, e.Role, e.OnBehalfOf,
            e.EffectiveOn, sandbox ? true : null, new(e.Body));
    }

    /// <summary>In the JSON format of CloudEvents, on one line.</summary>
    public byte[] ToUtf8() => JsonSerializer.SerializeToUtf8Bytes(this, Json);
}
