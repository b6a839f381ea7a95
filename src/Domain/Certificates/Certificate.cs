using System.Text;
using MentorshipFlow.Definitions;
using MentorshipFlow.Ledger;

namespace MentorshipFlow.Certificates;

/// <summary>
/// Справка об итогах реализации мероприятий по внедрению ЦМН (M35): a pure function of a programme's history, its definition and the
/// parameters in <c>certificate_issued</c>. Nothing of the running program takes part: no clock, no culture, no order but that of the input.
/// </summary>
/// <param name="Format">First line of the text; it names the specification that the text obeys.</param>
/// <param name="Text">The canonical text, Russian, lines end in "\n"; its bytes are its UTF-8 without a byte order mark.</param>
/// <param name="Json">The same content as RFC 8785 JSON: dates as yyyy-MM-dd, decimals as strings, what has no source is absent.</param>
public sealed record Certificate(string Format, string Text, string Json)
{
    /// <summary>SHA-256 of <see cref="Text"/> in UTF-8, 64 lower hex digits: what <c>sha256sum</c> prints for the text.</summary>
    public string ContentHash => Hash.Of(Encoding.UTF8.GetBytes(Text)).ToString();

    /// <summary>The certificate in the format that is issued today. An issued one is rebuilt in its own, see <see cref="CertificateFormats.Find"/>.</summary>
    /// <param name="programme">Random id of the programme.</param>
    /// <param name="history">Entries 1 to V of the programme's stream.</param>
    /// <param name="definition">The definition that the programme is pinned to at V.</param>
    /// <exception cref="ArgumentException">The history has a gap or does not begin with <c>programme_drafted</c>.</exception>
    public static Certificate From(Guid programme, IReadOnlyList<HistoryEntry> history, Definition definition, CertificateParameters parameters) =>
        CertificateFormats.Current.From(programme, history, definition, parameters);
}
