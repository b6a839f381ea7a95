using MentorshipFlow.Certificates.V1;
using MentorshipFlow.Definitions;

namespace MentorshipFlow.Certificates.V2;

/// <summary>A name and how many.</summary>
internal sealed record Count(string Name, int Number);

/// <summary>Content of section 6; absent when nobody has applied.</summary>
/// <param name="Entries">#MB of model.md 5.6: mentees who are or were in the base, those recorded by mistake left out.</param>
internal sealed record MenteeBaseContent(
    int Entries, IReadOnlyList<Count> Kinds, IReadOnlyList<Count> Forms, IReadOnlyList<Count> AgeBands, IReadOnlyList<Count> Requests, int Measured, int Late, IReadOnlyList<Count> Removed);

/// <summary>
/// Section 6; a person of several kinds counts in each:
/// <code>
/// Записей в базе: {#MB}
/// По категориям: {count of elements}              in the order of the law's list: обучающиеся, студенты, педагоги …
/// - {kind}; {number}
/// По формам: {…}                                  by the definition's order, then «форма не назначена»
/// - {title}; {number}
/// По возрасту: {…}                                youngest first
/// - {band}; {number}
/// Запросы по категориям: {…}                      by code; requests, not persons
/// - {code}; {number}
/// С входным измерением: {number}; доля: {number ÷ #MB, %}
/// Вошли после утверждения этапа 2: {number}
/// Исключены: {…}                                  by reason; who was put back is not counted
/// - {reason}; {number}
/// </code>
/// Before anybody has applied the first line has no source and the others are left out.
/// </summary>
internal static class MenteeBaseSection
{
    /// <summary>In the place of a form's title, for mentees who have none.</summary>
    public const string WithoutForm = "форма не назначена";

    public static MenteeBaseContent? Of(ParticipantFacts facts, Definition definition)
    {
        if (facts.Mentees.Count == 0) return null;
        var mentees = facts.Mentees.Where(m => m.Value.EverInBase).ToList();
        var standings = mentees.ConvertAll(m => facts.Standings[m.Key]);
        return new(
            mentees.Count, Counts.Of(standings.SelectMany(s => s.Kinds), RussianWords.Of), Forms(mentees.ConvertAll(m => m.Value), definition),
            Counts.Of(standings.Select(s => s.AgeBand), RussianWords.Of),
            [.. mentees.SelectMany(m => m.Value.Requests.Values).GroupBy(c => c).OrderBy(g => g.Key, StringComparer.Ordinal).Select(g => new Count(g.Key, g.Count()))],
            mentees.Count(m => m.Value.Measurements.Count > 0), mentees.Count(m => m.Value.LateJoin), Counts.Of(mentees.Select(m => m.Value.Removed), RussianWords.Of));
    }

    public static void Write(CertificateText text, MenteeBaseContent? content)
    {
        text.Section(6, "База наставляемых");
        if (content is null)
        {
            text.Missing("Записей в базе", "заявок наставляемых нет");
            return;
        }

        text.Line("Записей в базе", content.Entries);
        Counts.Write(text, "По категориям", content.Kinds);
        Counts.Write(text, "По формам", content.Forms);
        Counts.Write(text, "По возрасту", content.AgeBands);
        Counts.Write(text, "Запросы по категориям", content.Requests);
        text.Line("С входным измерением", $"{Figures.Text(content.Measured)}; доля: {Counts.Share(content.Measured, content.Entries)}");
        text.Line("Вошли после утверждения этапа 2", content.Late);
        Counts.Write(text, "Исключены", content.Removed);
    }

    private static List<Count> Forms(List<MenteeFact> mentees, Definition definition)
    {
        List<Count> forms = [.. definition.Forms.Select(f => new Count(f.Title.Ru, mentees.Count(m => m.Form == f.Code))).Where(c => c.Number > 0)];
        var without = mentees.Count(m => m.Form is null || definition.Form(m.Form) is null);
        if (without > 0) forms.Add(new(WithoutForm, without));
        return forms;
    }
}

/// <summary>Numbers by name.</summary>
internal static class Counts
{
    /// <summary>How often each value of a code occurs, in the order of the code.</summary>
    public static List<Count> Of<T>(IEnumerable<T> values, Func<T, string> word)
        where T : struct, Enum => [.. values.GroupBy(v => v).OrderBy(g => g.Key).Select(g => new Count(word(g.Key), g.Count()))];

    /// <inheritdoc cref="Of{T}(IEnumerable{T}, Func{T, string})"/>
    public static List<Count> Of<T>(IEnumerable<T?> values, Func<T, string> word)
        where T : struct, Enum => Of(values.OfType<T>(), word);

    /// <summary>Part of a whole: «33,3 %», or what a division by zero prints.</summary>
    public static string Share(int part, int whole) => Figures.Russian(Figures.Percent(part, whole)) is { } percent ? $"{percent} %" : Figures.Undefined;

    /// <summary>A list of them.</summary>
    public static void Write(CertificateText text, string label, IReadOnlyList<Count> counts) => text.List(label, counts, c => [c.Name, Figures.Text(c.Number)]);
}
