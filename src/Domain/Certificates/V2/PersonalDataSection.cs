using MentorshipFlow.Certificates.V1;

namespace MentorshipFlow.Certificates.V2;

/// <summary>Content of section 17; absent when nobody has joined the programme.</summary>
internal sealed record PersonalDataContent(int Persons, IReadOnlyList<ConsentsContent> Consents, int Restricted, ErasuresContent Erasures);

/// <summary>Persons by what they said to one purpose.</summary>
/// <param name="InForce">On the as-of date.</param>
internal sealed record ConsentsContent(ConsentPurpose Purpose, int Given, int Refused, int Withdrawn, int InForce);

/// <summary>Persons by where the destruction of their data stands.</summary>
internal sealed record ErasuresContent(int Open, int Refused, int InTerm, int Late);

/// <summary>
/// Section 17, counted in persons of this programme, mentees and mentors, by the last standing of each:
/// <code>
/// Участников: {count}
/// {purpose}: дали: {ever}; отказали: {number}; отозвали: {number}; действует на {as-of date}: {number}     for each of the six purposes
/// Обработка ограничена: {number}
/// Уничтожение данных: на рассмотрении: {number}; отказано: {number}; в срок: {number}; с опозданием: {number}
/// </code>
/// A purpose that nobody was asked about has no source. Special categories are none of the six: a school's certificate does not count who has them.
/// </summary>
internal static class PersonalDataSection
{
    public static PersonalDataContent? Of(ParticipantFacts facts, DateOnly asOf)
    {
        if (facts.Standings.Count == 0) return null;
        var standings = facts.Standings.Values.ToList();
        return new(
            standings.Count,
            [.. Enum.GetValues<ConsentPurpose>().Where(p => p != ConsentPurpose.SpecialCategories).Select(p => new ConsentsContent(
                p, facts.Given(p), standings.Count(s => s.Refused.Contains(p)), standings.Count(s => s.Withdrawn.Contains(p)), standings.Count(s => s.ConsentsTo(p, asOf))))],
            standings.Count(s => s.Restricted),
            new(With(ErasureStatus.Open), With(ErasureStatus.Refused), With(ErasureStatus.ErasedInTerm), With(ErasureStatus.ErasedLate)));

        int With(ErasureStatus erasure) => standings.Count(s => s.Erasure == erasure);
    }

    public static void Write(CertificateText text, PersonalDataContent? content, DateOnly asOf)
    {
        text.Section(17, "Персональные данные");
        if (content is null)
        {
            text.Missing("Участников", "участников нет");
            return;
        }

        text.Line("Участников", content.Persons);
        foreach (var c in content.Consents)
        {
            var asked = c.Given + c.Refused > 0;
            text.Line(
                RussianWords.Of(c.Purpose),
                asked
                    ? $"дали: {Figures.Text(c.Given)}; отказали: {Figures.Text(c.Refused)}; отозвали: {Figures.Text(c.Withdrawn)}; действует на {CertificateText.Date(asOf)}: {Figures.Text(c.InForce)}"
                    : null,
                "согласие не запрашивалось");
        }

        var e = content.Erasures;
        text.Line("Обработка ограничена", content.Restricted);
        text.Line("Уничтожение данных", $"на рассмотрении: {Figures.Text(e.Open)}; отказано: {Figures.Text(e.Refused)}; в срок: {Figures.Text(e.InTerm)}; с опозданием: {Figures.Text(e.Late)}");
    }
}
