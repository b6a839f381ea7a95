using MentorshipFlow.Certificates.V1;
using MentorshipFlow.Certificates.V2;
using MentorshipFlow.Definitions;

namespace MentorshipFlow.Certificates.V3;

/// <summary>Content of section 6; absent when nobody has applied.</summary>
/// <param name="NotEntered">Applied, and never in the base or only by mistake.</param>
/// <param name="Entries">#MB of model.md 5.6.</param>
/// <param name="LateEntries">In the base, and out of what gate 2 was asked.</param>
internal sealed record MenteeBaseContent(
    int Applications, int NotEntered, Tally Entries, IReadOnlyList<NamedTally> Kinds, IReadOnlyList<NamedTally> Forms, IReadOnlyList<NamedTally> AgeBands, IReadOnlyList<NamedTally> Requests,
    Tally Measured, Tally LateApplications, int LateEntries, IReadOnlyList<Count> Removed);

/// <summary>
/// Section 6. A count says how many of all who are or were in the base, those recorded by mistake left out, and how many of those who are in it on
/// the as-of date: the latter, without those who entered after the approval that counts, is what gate 2 asks about. A person of several kinds
/// counts in each:
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
/// - {code}; {…}
/// С входным измерением: {number}; доля: {number ÷ #MB, %}; на {as-of date}: {number}      recorded, or answered in an entry wave of mentees
/// Подали заявку после утверждения этапа 2: {number}; на {as-of date}: {number}
/// Вошли после действующего утверждения этапа 2: {number}                                  on the as-of date
/// Исключены: {…}                                  by the reason of the last stay's end; who was put back is not counted
/// - {reason}; {number}
/// </code>
/// Before anybody has applied the first line has no source and the others are left out.
/// </summary>
internal static class MenteeBaseSection
{
    private const int Gate = 2;

    public static MenteeBaseContent? Of(PeopleFacts facts, Definition definition)
    {
        if (facts.MenteeApplications == 0) return null;
        var (entries, measured) = (facts.MenteeBase(), facts.Measured());
        return new(
            facts.MenteeApplications, facts.MenteeApplications - entries.Count, entries.Of(_ => true), entries.ByEach(e => e.Standing.Kinds, Comparer<PersonKind>.Default, RussianWords.Of), Forms(entries, definition),
            entries.By(e => e.Standing.AgeBand, RussianWords.Of), entries.ByEach(e => e.Fact.Requests.Values, StringComparer.Ordinal, code => code),
            entries.Of(e => measured.Contains(e.Person)), entries.Of(e => e.Fact.LateJoin), entries.Count(e => e.Now && facts.EnteredAfter(Gate, e.Fact.Base)),
            Counts.Of(entries.Select(e => e.Fact.Base.Removed), RussianWords.Of));
    }

    public static void Write(CertificateText text, MenteeBaseContent? content, DateOnly asOf)
    {
        text.Section(6, "База наставляемых");
        if (content is null)
        {
            text.Missing("Заявок", "заявок наставляемых нет");
            return;
        }

        text.Line("Заявок", $"{Figures.Text(content.Applications)}; в базу не включены: {Figures.Text(content.NotEntered)}");
        text.Line("Записей в базе", content.Entries, asOf);
        text.List("По категориям", content.Kinds, asOf);
        text.List("По формам", content.Forms, asOf);
        text.List("По возрасту", content.AgeBands, asOf);
        text.List("Запросы по категориям", content.Requests, asOf);
        text.Line("С входным измерением", content.Measured, content.Entries.Ever, asOf);
        text.Line("Подали заявку после утверждения этапа 2", content.LateApplications, asOf);
        text.Line("Вошли после действующего утверждения этапа 2", content.LateEntries);
        Counts.Write(text, "Исключены", content.Removed);
    }

    private static List<NamedTally> Forms(List<Entrant<MenteeFact>> entries, Definition definition)
    {
        var titles = definition.Forms.Select(f => f.Title.Ru).Append(V2.MenteeBaseSection.WithoutForm).ToList();
        return entries.ByEach(e => Enumerable.Repeat(Title(e.Fact), 1), Comparer<string>.Create((a, b) => titles.IndexOf(a).CompareTo(titles.IndexOf(b))), title => title);

        string Title(MenteeFact mentee) => mentee.Form is { } code && definition.Form(code) is { } form ? form.Title.Ru : V2.MenteeBaseSection.WithoutForm;
    }
}
