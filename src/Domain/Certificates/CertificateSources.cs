using System.Text.Json;
using MentorshipFlow.Certificates.Sources;
using MentorshipFlow.Definitions;

namespace MentorshipFlow.Certificates;

/// <summary>
/// The events behind every figure of a certificate (model.md 5.6, "Audit trail"): a pure function of the certificate's JSON and of the
/// history and definition that it was made from. <see cref="SourceTable"/> lists the events of each figure.
/// </summary>
public sealed class CertificateSources
{
    private CertificateSources(IReadOnlyList<Figure> figures) => Figures = figures;

    /// <summary>Every figure, in the order of the JSON.</summary>
    public IReadOnlyList<Figure> Figures { get; }

    /// <summary>Finds the sources of a certificate's figures.</summary>
    /// <param name="chronicle">The history that the certificate was computed from.</param>
    /// <param name="definition">The definition that the programme is pinned to at V.</param>
    public static CertificateSources Of(Certificate certificate, Chronicle chronicle, Definition definition)
    {
        var index = new SourceIndex(chronicle, definition.For(chronicle.State.Charter!.OrganisationTitle));
        return new([.. Values(certificate).Select(found => new Figure(
            found.Place.Pointer, found.Place.Name, found.Value,
            Read(index, [.. SourceTable.Find(found.Place).Sources.Select(found.Place.Bind)])))]);
    }

    /// <summary>All sources of the figures at a JSON pointer and below it; null when the certificate has nothing
    /// there.</summary>
    /// <param name="pointer">JSON pointer (RFC 6901); the empty one is the whole certificate.</param>
    public FigureSources? At(string pointer)
    {
        var under = Figures.Where(f => f.Pointer == pointer || f.Pointer.StartsWith(pointer + "/", StringComparison.Ordinal))
            .Select(f => f.Sources).ToList();
        return under.Count == 0 ? null : new(
            [.. under.SelectMany(s => s.Beside).Distinct().Order()],
            [.. under.SelectMany(s => s.Entries).DistinctBy(e => e.Head.Version).OrderBy(e => e.Head.Version)]);
    }

    /// <summary>The place and value of every figure, without its sources.</summary>
    internal static IReadOnlyList<(Place Place, string Value)> Values(Certificate certificate) =>
        [.. Below(JsonElement.Parse(certificate.Json), Place.Root).Select(found => (found.Place, Value(found.Json)))];

    private static FigureSources Read(SourceIndex index, IReadOnlyList<Source> sources) => new(
        [.. sources.OfType<Beside>().Select(b => b.Origin).Distinct().Order()],
        [.. sources.OfType<Told>().SelectMany(index.Of).Distinct().Order().Select(i => index.Chronicle.Entries[i])]);

    private static IEnumerable<(Place Place, JsonElement Json)> Below(JsonElement json, Place place)
    {
        switch (json.ValueKind)
        {
            case JsonValueKind.Object:
                return json.EnumerateObject().SelectMany(member => Below(member.Value, place.Member(member.Name)));
            case JsonValueKind.Array:
                return [(place, json), .. place.Elements(json).SelectMany(element => Below(element.Json, element.Place))];
            default: return [(place, json)];
        }
    }

    private static string Value(JsonElement json) =>
        json.ValueKind == JsonValueKind.Array ? Sections.Figures.Text(json.GetArrayLength()) : json.GetRawText();
}
