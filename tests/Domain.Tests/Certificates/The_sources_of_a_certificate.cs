using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using MentorshipFlow.Certificates;
using MentorshipFlow.Certificates.Sources;
using MentorshipFlow.Domain.Tests.Definitions;
using MentorshipFlow.Ledger;
using MentorshipFlow.Programmes.Preparation;
using static MentorshipFlow.Domain.Tests.Certificates.History;

namespace MentorshipFlow.Domain.Tests.Certificates;

public class The_sources_of_a_certificate
{
    private static readonly History Year = School49.Year();
    private static readonly History Bases = Full.Bases();
    private static readonly History Reopened = Full.Reopened();
    private static readonly History Cancelled = Full.Cancelled();
    private static readonly History People = Everybody.Year();

    private static readonly History Ended = Completed.Year();

    public static TheoryData<string> Histories => ["the sample", "bases", "reopened", "cancelled", "everybody", "completed"];

    [Theory]
    [MemberData(nameof(Histories))]
    public void Are_told_of_every_leaf_and_of_every_list(string name)
    {
        var (made, entries) = Made(name);
        var figures = Sources(made, entries).Figures;

        Assert.Equal(Leaves(JsonNode.Parse(made.Json)!), figures.Select(f => f.Pointer).Order(StringComparer.Ordinal));
        Assert.Distinct(figures.Select(f => f.Name));
        Assert.All(figures,
            f => Assert.Equal(f.Sources.Entries.Select(e => e.Head.Version).Distinct().Order(),
                f.Sources.Entries.Select(e => e.Head.Version)));
    }

    // Ablation: leave out one event. Every figure that changes must have named that event as a source.
    [Theory]
    [InlineData("the sample"), InlineData("bases"), InlineData("reopened"), InlineData("cancelled"), InlineData("everybody")]
    [InlineData("completed")]
    public void Forget_no_event_without_which_a_figure_is_another(string name)
    {
        var (made, entries) = Made(name);
        var figures = Sources(made, entries).Figures;
        var left = 0;
        foreach (var entry in entries)
        {
            if (Without(entries, entry.Head.Version) is not { } others) continue;
            left++;
            Assert.Equal([], Forgotten(figures, others, entry));
        }

        // These events cannot be left out: the draft, the road map and events that others refer to.
        Assert.InRange(left, entries.Count * 7 / 10, entries.Count - 1);
    }

    [Fact]
    public void Are_found_out_when_they_forget_a_void()
    {
        var (made, entries) = Made("bases");
        var (voided, figure) = (entries.Single(e => e.Event is PreparationEvent.FactVoided { ReplacedBy: not null }),
            "/outreach/channels/class-hours/attendance");
        var forged = Sources(made, entries)
            .Figures.Select(f =>
                f.Name != figure ? f : f with { Sources = f.Sources with { Entries = [.. f.Sources.Entries.Where(e => e != voided)] } });
        Assert.Equal([$"{figure} forgets fact_voided"], Forgotten(forged, Without(entries, voided.Head.Version)!, voided));
    }

    [Fact]
    public void Stand_in_a_table_without_an_idle_line()
    {
        Assert.Empty(SourceTable.Patterns.Except(Histories.SelectMany(h => CertificateSources.Values(Made(h.Data).Made))
            .Select(figure => SourceTable.Find(figure.Place).Pattern)));
    }

    [Fact]
    public void Are_refused_for_a_figure_that_the_table_does_not_know()
    {
        var (made, entries) = Made("the sample");
        var json = JsonNode.Parse(made.Json)!;
        json["roadmap"]!["total"]!["forged"] = 1;
        var thrown =
            Assert.Throws<InvalidOperationException>(() => Sources(made with { Json = json.ToJsonString(CanonicalJson.Options) }, entries));
        Assert.Contains("/roadmap/total/forged", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_an_attendance_are_what_was_recorded_of_its_channel_its_correction_and_nothing_else() => Assert.Equal(
        ["outreach_held 540", "outreach_held 30", "fact_voided ", "outreach_held "],
        Of(Bases, "/outreach/channels/class-hours/attendance").Select(e => $"{e.Type} {(e.Event as Fact.OutreachHeld)?.Attendance}"));

    [Fact]
    public void Of_an_approval_are_its_stage_s_decisions() => Assert.Equal(
        [("stage_approved", "2021-11-03", "curator")],
        Of(Year, "/gates/stages/4/approval/on").Select(e => (e.Type, $"{e.Head.EffectiveOn:yyyy-MM-dd}", e.Head.Role)));

    [Fact]
    public void Of_a_document_are_its_registration_and_its_file() => Assert.Equal(
        ["document_registered", "document_file_attached"],
        Of(Year, $"/title/orders/{Id("introduction-order")}/sha256").Select(e => e.Type));

    [Fact]
    public void Of_a_consent_are_the_standings_of_those_who_were_asked() => Assert.Equal(
        Enumerable.Repeat("mentee_applied", 3).Append("person_standing_recorded"),
        Of(Bases, "/personalData/consents/publication/refused").Select(e => e.Type));

    [Fact]
    public void Of_a_measurement_are_the_answers_of_entry_waves() => Assert.Equal(
        ["survey_answer_voided", "survey_answered", "survey_wave_opened"],
        Of(People, "/menteeBase/measured/now").Select(e => e.Type).Where(type => type.StartsWith("survey_", StringComparison.Ordinal))
            .Distinct().Order(StringComparer.Ordinal));

    [Fact]
    public void Of_a_document_s_presence_is_its_reinstatement() =>
        Assert.Contains(Of(People, "/documents/documents/stands/presence"), e => e.Type == "document_reinstated");

    [Fact]
    public void Of_a_count_by_kind_are_told_by_who_ceased_to_be_one() =>
        Assert.Contains(Of(Bases, "/menteeBase/kinds/обучающиеся/ever"), e => e.Type == "person_standing_recorded");

    [Fact]
    public void Say_what_does_not_come_from_an_event()
    {
        var figures = Sources(Made("the sample").Made, Year.Entries).Figures.ToDictionary(f => f.Name);
        Assert.Equal([Origin.Parameter], figures["/title/number"].Sources.Beside);
        Assert.Equal([Origin.Definition], figures["/outreach/channels/site/title"].Sources.Beside);
        Assert.Equal([Origin.Provenance], figures["/format"].Sources.Beside);
        Assert.Equal(Year.Entries, figures["/provenance/version"].Sources.Entries);
    }

    [Fact]
    public void Are_told_of_a_whole_part_and_of_nothing_that_is_not_there()
    {
        var sources = Sources(Made("the sample").Made, Year.Entries);
        Assert.Equal(
            ["outreach_held"], sources.At("/outreach")!.Entries.Select(e => e.Type).Distinct());
        Assert.Equal(Year.Entries, sources.At("")!.Entries);
        Assert.All(["/outreac", "/outreach/", "outreach", "/outreach/channels/99", "/gates/stages/6/approval/on"],
            pointer => Assert.Null(sources.At(pointer)));
    }

    private static IReadOnlyList<HistoryEntry> Of(History history, string name) =>
        Sources(history.Certificate(School49.Parameters), history.Entries).Figures.Single(f => f.Name == name).Sources.Entries;

    private static CertificateSources Sources(Certificate made, IReadOnlyList<HistoryEntry> entries) =>
        CertificateSources.Of(made, Chronicle.Of(entries), TargetModel.WithoutPeople);

    private static (Certificate Made, IReadOnlyList<HistoryEntry> Entries) Made(string name) => name switch
    {
        "the sample" => (Year.Certificate(School49.Parameters), Year.Entries),
        "everybody" => (People.Certificate(School49.Parameters), People.Entries),
        "completed" => (Ended.Certificate(School49.Parameters), Ended.Entries),
        "bases" => (Bases.Certificate(School49.Parameters), Bases.Entries),
        "reopened" => (Reopened.Certificate(School49.Parameters), Reopened.Entries),
        _ => (Cancelled.Certificate(School49.Parameters), Cancelled.Entries),
    };

    private static IEnumerable<string> Forgotten(
        IEnumerable<Figure> figures, Dictionary<string, string> without, HistoryEntry left) => figures
        .Where(f => (!without.TryGetValue(f.Name, out var value) || value != f.Value) && !f.Sources.Entries.Contains(left))
        .Select(f => $"{f.Name} forgets {left.Type}");

    // The figures of the certificate without one event; null where the rest is not a valid history. The other entries
    // keep their versions, because late entries are named by them.
    private static Dictionary<string, string>? Without(IReadOnlyList<HistoryEntry> entries, int version)
    {
        HistoryEntry[] rest =
            [.. entries.Where(e => e.Head.Version != version).Select((e, i) => e with { Head = e.Head with { Version = i + 1 } })];
        try
        {
            var other = CertificateOf(rest, School49.Parameters);
            return CertificateSources.Values(other).Select(figure => Renumbered(figure.Place, figure.Value, version)).ToDictionary();
        }
        catch (Exception none) when (none is KeyNotFoundException or ArgumentException or UnreachableException)
        {
            return null;
        }
    }

    private static KeyValuePair<string, string> Renumbered(Place place, string value, int left) =>
        place.Pattern == "/findings/lateEntries/{type}/versions/{value}" && int.Parse(value, CultureInfo.InvariantCulture) is var late
            && late >= left
            ? new($"{place.Name[..place.Name.LastIndexOf('/')]}/{late + 1}", $"{late + 1}")
            : new(place.Name, value);

    private static IEnumerable<string> Leaves(JsonNode json) => Walk(json, "").Order(StringComparer.Ordinal);

    private static IEnumerable<string> Walk(JsonNode? json, string pointer) => json switch
    {
        JsonObject o => o.SelectMany(member => Walk(member.Value, $"{pointer}/{member.Key}")),
        JsonArray a => a.SelectMany((element, i) => Walk(element, $"{pointer}/{i}")).Prepend(pointer),
        _ => [pointer],
    };
}
