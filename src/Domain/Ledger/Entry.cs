using System.Buffers;
using System.Globalization;
using System.Text;

namespace MentorshipFlow.Ledger;

/// <summary>
/// One entry of the ledger: an event with its metadata. Never changed; a correction is another entry.
/// <para>
/// Its leaf is SHA-256 of the text below in UTF-8, 18 lines, each ending in one newline. This is format v1, and this comment is its
/// specification; a later format has another first line.
/// </para>
/// <code>
/// mentorshipflow entry v1
/// position 12174
/// organisation school-49
/// stream programme-0193b2f0
/// version 58
/// event 019a9e5c-7a00-7c3e-9d4b-3f6f0c1d2e3f
/// type stage_approved
/// actor 0193b2f0-1111-7222-8333-444455556666
/// role curator
/// behalf -
/// recorded 2026-11-21T20:00:00.123456Z
/// effective 2026-11-20
/// command approve-5
/// index 0
/// fingerprint 9f86d081
/// correlation -
/// causation -
/// body {"stage":5}
/// </code>
/// Numbers are decimal without leading zeros, the event id is a lower-case UUID, an absent value is "-" and the body is canonical JSON
/// (<see cref="CanonicalJson"/>). Every text field satisfies <see cref="Envelope.IsOneLine"/>, so two different entries never have the same
/// text. The text from <c>psql -At</c>, which ends its output in one newline, piped into <c>sha256sum</c> gives the leaf.
/// </summary>
/// <param name="Position">Position in the ledger: from 0 without gaps.</param>
/// <param name="Organisation">The tenant.</param>
/// <param name="Stream">The stream that the event belongs to.</param>
/// <param name="Version">Position in the stream: from 1 without gaps.</param>
/// <param name="EventId">UUIDv7 of the event.</param>
/// <param name="Type">Event type in snake_case.</param>
/// <param name="Actor">Random id of the person or integrator who decided.</param>
/// <param name="Role">The role in which the actor decided.</param>
/// <param name="OnBehalfOf">The person for whom an integrator acted.</param>
/// <param name="RecordedAt">Time of recording, written by <see cref="RecordedAtText"/>.</param>
/// <param name="EffectiveOn">The date of the fact, yyyy-MM-dd.</param>
/// <param name="CommandId">The command that led to the event.</param>
/// <param name="CommandIndex">Index of the event within its command, from 0.</param>
/// <param name="Fingerprint">Keyed hash of the request; detects the same idempotency key with another body.</param>
/// <param name="Correlation">The id of the request that caused it.</param>
/// <param name="Causation">Causation id: the direct cause of the command.</param>
/// <param name="Body">The event as canonical JSON.</param>
public sealed record Entry(
    long Position, string Organisation, string Stream, int Version, Guid EventId, string Type, string Actor, string Role,
    string? OnBehalfOf, string RecordedAt, string? EffectiveOn, string CommandId, int CommandIndex, string Fingerprint,
    string? Correlation, string? Causation, string Body)
{
    private const string TimeFormat = "yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'";

    // Title, names, numbers, id and newlines need at most 257 bytes.
    private const int Fixed = 320;
    private const int BytesPerChar = 3;

    /// <summary>The text whose SHA-256 is the leaf.</summary>
    public string LeafText => WithLeafText(static text => Encoding.UTF8.GetString(text));

    /// <summary>SHA-256 of <see cref="LeafText"/> in UTF-8.</summary>
    /// <exception cref="ArgumentException">A field holds a lone surrogate, so the text has no form in UTF-8.</exception>
    public Hash Leaf() => WithLeafText(static text => Hash.Of(text));

    /// <summary>The leaf of this entry with another body in canonical UTF-8; <see cref="Body"/> is ignored.</summary>
    /// <exception cref="ArgumentException">A field holds a lone surrogate, so the text has no form in UTF-8.</exception>
    public Hash Leaf(ReadOnlySpan<byte> body)
    {
        var rented = ArrayPool<byte>.Shared.Rent(Fixed + (BytesPerChar * CharactersBeforeBody()) + body.Length);
        try
        {
            var lines = new LeafLines(rented);
            WriteBeforeBody(ref lines);
            lines.Add("body "u8, body);
            return Hash.Of(rented.AsSpan(0, lines.Length));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(rented);
        }
    }

    /// <summary>Microseconds since 1970-01-01T00:00:00Z as "2026-11-21T20:00:00.123456Z".</summary>
    /// <exception cref="ArgumentOutOfRangeException">The time is outside the years 1 to 9999.</exception>
    public static string RecordedAtText(long microsecondsSinceUnixEpoch)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(microsecondsSinceUnixEpoch, Earliest);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(microsecondsSinceUnixEpoch, Latest);
        // The library's round-trip form, which it writes much faster than a custom one, has one digit more.
        Span<char> text = stackalloc char["2026-11-21T20:00:00.1234560Z".Length];
        DateTime.UnixEpoch.AddTicks(microsecondsSinceUnixEpoch * TimeSpan.TicksPerMicrosecond)
            .TryFormat(text, out _, "O", CultureInfo.InvariantCulture);
        text[^2] = 'Z';
        return new(text[..^1]);
    }

    /// <summary>Reads a text of <see cref="RecordedAtText"/>.</summary>
    /// <exception cref="FormatException">The text has another form.</exception>
    public static long Microseconds(string text) =>
        DateTime.TryParseExact(text, TimeFormat, CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var moment)
        && (moment - DateTime.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond is var microseconds
        && RecordedAtText(microseconds) == text
            ? microseconds
            : throw new FormatException("A recorded time looks like 2026-11-21T20:00:00.123456Z.");

    private static long Earliest => (DateTime.MinValue - DateTime.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;

    private static long Latest => (DateTime.MaxValue - DateTime.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;

    private T WithLeafText<T>(Func<ReadOnlySpan<byte>, T> use)
    {
        var rented = ArrayPool<byte>.Shared.Rent(Fixed + (BytesPerChar * (CharactersBeforeBody() + Body.Length)));
        try
        {
            return use(rented.AsSpan(0, WriteTo(rented)));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(rented);
        }
    }

    private int CharactersBeforeBody() =>
        Organisation.Length + Stream.Length + Type.Length + Actor.Length + Role.Length + (OnBehalfOf?.Length ?? 1) + RecordedAt.Length
        + (EffectiveOn?.Length ?? 1) + CommandId.Length + Fingerprint.Length + (Correlation?.Length ?? 1) + (Causation?.Length ?? 1);

    private int WriteTo(Span<byte> target)
    {
        var lines = new LeafLines(target);
        WriteBeforeBody(ref lines);
        lines.Add("body "u8, Body);
        return lines.Length;
    }

    private void WriteBeforeBody(ref LeafLines lines)
    {
        lines.Write("mentorshipflow entry v1\n"u8);
        lines.Add("position "u8, Position);
        lines.Add("organisation "u8, Organisation);
        lines.Add("stream "u8, Stream);
        lines.Add("version "u8, Version);
        lines.Add("event "u8, EventId);
        lines.Add("type "u8, Type);
        lines.Add("actor "u8, Actor);
        lines.Add("role "u8, Role);
        lines.Add("behalf "u8, OnBehalfOf);
        lines.Add("recorded "u8, RecordedAt);
        lines.Add("effective "u8, EffectiveOn);
        lines.Add("command "u8, CommandId);
        lines.Add("index "u8, CommandIndex);
        lines.Add("fingerprint "u8, Fingerprint);
        lines.Add("correlation "u8, Correlation);
        lines.Add("causation "u8, Causation);
    }
}
