using MentorshipFlow.Definitions;
using MentorshipFlow.Programmes;
using MentorshipFlow.Programmes.Participants;
using MentorshipFlow.Programmes.Surveys;
using MentorshipFlow.Publishing;

namespace MentorshipFlow.Certificates.Sections;

/// <summary>Content of section 6; absent when nobody has applied.</summary>
/// <param name="NotEntered">Applied, but were never in the base, or only by mistake.</param>
/// <param name="Entries">#MB of model.md 5.6.</param>
/// <param name="LateEntries">In the base since after the last approval of stage 2, so gate 2 did not count them.</param>
internal sealed record MenteeBaseContent(
    int Applications, int NotEntered, Tally Entries, IReadOnlyList<NamedTally> Kinds, IReadOnlyList<NamedTally> Forms,
    IReadOnlyList<NamedTally> AgeBands, IReadOnlyList<NamedTally> Requests, Tally Measured, Tally LateApplications, int LateEntries,
    IReadOnlyList<Count> Removed);

/// <summary>
/// Section 6. Each count has two numbers: all persons who are or were in the base, without entries by mistake, and the persons who are in
/// it on the as-of date. Gate 2 reads the second number without those who entered after its approval. A person of several kinds counts in
/// each:
/// <code>
/// Заявок: {number}; в базу не включены: {number}
/// Записей в базе: {#MB}; на {as-of date}: {number}
/// По категориям: {count of elements}              in the order of the law's list: обучающиеся, студенты, педагоги …
/// - {kind}; {number}; на {as-of date}: {number}
/// По формам: {…}                                  by the definition's order, then «форма не назначена»
/// - {title}; {…}
/// По возрасту: {…}                                youngest first
/// - {band}; {…}
/// Запросы по категориям: {…}                      by code; requests, not persons
/// - {code} «{wording}»; {…}
/// С входным измерением: {number}; доля: {number ÷ #MB, %}; на {as-of date}: {number}   recorded, or answered in an entry wave of mentees
/// Подали заявку после утверждения этапа 2: {number}; на {as-of date}: {number}
/// Вошли после действующего утверждения этапа 2: {number}                                  on the as-of date
/// Исключены: {…}                                  by the reason of the last removal; not those who were put back
/// - {reason}; {number}
/// </code>
/// Without any application the first line has no source and the others are left out. In the public version the numbers of a list about one
/// or two persons are withheld, and so many others with them that the total does not give them away (<see cref="SmallCells"/>); with them
/// the reasons of removals. Of a base of one or two persons only the first line stands, without its numbers.
/// </summary>
internal static class MenteeBaseSection
{
    /// <summary>Printed for mentees without a form.</summary>
    public const string WithoutForm = "форма не назначена";

    private const int Gate = 2;

    public static MenteeBaseContent? Of(Programme state, Definition definition, Suppression suppression)
    {
        var (room, gate) = (state.Participants, state.Gates[Gate]);
        if (room.Mentees.IsEmpty || Hides(state, suppression)) return null;
        List<Entrant<MenteeEntry>> entries =
            [.. room.Mentees.Values.Where(m => m.EverInBase).Select(m => new Entrant<MenteeEntry>(m, room.Standings[m.Person], m.InBase))];
        var whole = entries.Of(_ => true);
        return new(
            room.Mentees.Count, room.Mentees.Count - entries.Count, whole,
            entries.ByEach(e => e.Standing.Kinds, Comparer<PersonKind>.Default, Words.Of).Open(whole, suppression),
            Forms(entries, definition).Open(whole, suppression), entries.By(e => e.Standing.AgeBand, Words.Of).Open(whole, suppression),
            entries.ByEach(e => e.Fact.Requests.Select(r => r.Category), StringComparer.Ordinal, code => code).Open(whole, suppression),
            entries.Of(e => Measured(state, e.Fact.Person)), entries.Of(e => e.Fact.LateJoin),
            entries.Count(e => e.Now && gate.ApprovedBefore(e.Fact.EnteredAt)),
            Tallies.Removals(entries.Where(e => !e.Now).Select(e => e.Fact.Stays[^1])).Open(suppression));
    }

    /// <summary>Whether the persons are too few for any number of the public version.</summary>
    public static bool Hides(Programme state, Suppression suppression) => suppression.Public
        && (SmallCells.IsSmall(state.Participants.Mentees.Count)
            || SmallCells.IsSmall(state.Participants.Mentees.Values.Count(m => m.EverInBase)));

    /// <summary>The title of a form; a form that the definition does not know counts as none.</summary>
    public static string Title(string? form, Definition definition) =>
        form is null ? WithoutForm : definition.Form(form)?.Title.Ru ?? WithoutForm;

    public static void Write(CertificateText text, MenteeBaseContent? content, DateOnly asOf, bool hidden)
    {
        text.Section(6);
        if (content is null)
        {
            if (hidden) text.Line("Заявок", Suppression.Withheld);
            else text.Missing("Заявок", "заявок наставляемых нет");
            return;
        }

        text.Line("Заявок", $"{Figures.Text(content.Applications)}; в базу не включены: {Figures.Text(content.NotEntered)}");
        text.Line("Записей в базе", content.Entries, asOf);
        text.List("По категориям", content.Kinds, asOf);
        text.List("По формам", content.Forms, asOf);
        text.List("По возрасту", content.AgeBands, asOf);
        text.List("Запросы по категориям",
            [.. content.Requests.Select(r => r with { Name = RequestCategories.InWords(r.Name!).Ru })], asOf);
        text.Line("С входным измерением", content.Measured, content.Entries.Ever, asOf);
        text.Line("Подали заявку после утверждения этапа 2", content.LateApplications, asOf);
        text.Line("Вошли после действующего утверждения этапа 2", content.LateEntries);
        text.List("Исключены", content.Removed);
    }

    private static bool Measured(Programme state, Guid person) =>
        !state.Participants.MeasurementsOf(person).IsEmpty
            || state.Surveys.HasAnswered(person, SurveyAudience.Mentees, SurveyPurpose.Entry);

    private static List<NamedTally> Forms(List<Entrant<MenteeEntry>> entries, Definition definition)
    {
        var titles = definition.Forms.Select(f => f.Title.Ru).Append(WithoutForm).ToList();
        return entries.ByEach(
            e => Enumerable.Repeat(Title(e.Fact.Form?.Form, definition), 1),
            Comparer<string>.Create((a, b) => titles.IndexOf(a).CompareTo(titles.IndexOf(b))), title => title);
    }
}
