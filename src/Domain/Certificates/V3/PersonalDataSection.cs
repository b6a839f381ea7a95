using MentorshipFlow.Certificates.V1;
using MentorshipFlow.Certificates.V2;

namespace MentorshipFlow.Certificates.V3;

/// <summary>Content of section 17; absent when nobody has joined the programme.</summary>
internal sealed record PersonalDataContent(int Persons, IReadOnlyList<ConsentsContent> Consents, int Restricted, ErasuresContent Erasures);

/// <summary>Cases of destruction by how they stand.</summary>
/// <param name="PartlyUntimed">A part was destroyed, and the programme was not told whether within the term.</param>
internal sealed record ErasuresContent(int Cases, int Open, int Refused, int InTerm, int Late, int PartlyInTerm, int PartlyLate, int PartlyUntimed);

/// <summary>
/// Section 17. Consents are counted in persons of this programme, mentees and mentors; destruction is counted in cases:
/// <code>
/// Участников: {count}
/// {purpose}: дали: {ever, not voided}; отказали: {number}; отозвали: {number}; действует на {as-of date}: {number}     for each of the six purposes
/// Обработка ограничена: {number}
/// Дел об уничтожении данных: {cases}; на рассмотрении: {number}; отказано: {number}
/// Уничтожено полностью: в срок: {number}; с опозданием: {number}
/// Уничтожено частично: в срок: {number}; с опозданием: {number}[; срок неизвестен: {number}]
/// </code>
/// Refused and withdrawn are those of the last standing; who withdrew has given, before he joined or since. A purpose with no answer of anybody has
/// no source. A case is open until all is destroyed, or the act on a part is filed, or it is refused.
/// </summary>
internal static class PersonalDataSection
{
    public static PersonalDataContent? Of(PeopleFacts facts, DateOnly asOf)
    {
        if (facts.Persons.Count == 0) return null;
        var standings = facts.Persons.Select(p => p.Standing).ToList();
        return new(
            facts.Persons.Count,
            [.. Enum.GetValues<ConsentPurpose>().Select(p => new ConsentsContent(
                p, facts.Persons.Count(f => f.Gave(p)), standings.Count(s => s.Refused.Contains(p)), standings.Count(s => s.Withdrawn.Contains(p)), standings.Count(s => s.ConsentsTo(p, asOf))))],
            standings.Count(s => s.Restricted), Of([.. facts.Persons.SelectMany(p => p.Cases)]));
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
        foreach (var c in content.Consents) text.Line(RussianWords.Of(c.Purpose), Answers(c, asOf), "ни согласия, ни отказа не записано");
        var e = content.Erasures;
        text.Line("Обработка ограничена", content.Restricted);
        text.Line("Дел об уничтожении данных", $"{Figures.Text(e.Cases)}; на рассмотрении: {Figures.Text(e.Open)}; отказано: {Figures.Text(e.Refused)}");
        text.Line("Уничтожено полностью", Terms(e.InTerm, e.Late));
        text.Line("Уничтожено частично", Terms(e.PartlyInTerm, e.PartlyLate) + (e.PartlyUntimed > 0 ? $"; срок неизвестен: {Figures.Text(e.PartlyUntimed)}" : ""));
    }

    private static ErasuresContent Of(IReadOnlyList<ErasureStatus> cases)
    {
        return new(
            cases.Count, With(ErasureStatus.Open), With(ErasureStatus.Refused), With(ErasureStatus.ErasedInTerm), With(ErasureStatus.ErasedLate),
            With(ErasureStatus.PartlyErasedInTerm), With(ErasureStatus.PartlyErasedLate), With(ErasureStatus.None));

        int With(ErasureStatus outcome) => cases.Count(c => c == outcome);
    }

    private static string? Answers(ConsentsContent c, DateOnly asOf) => c.Given + c.Refused == 0 ? null
        : $"дали: {Figures.Text(c.Given)}; отказали: {Figures.Text(c.Refused)}; отозвали: {Figures.Text(c.Withdrawn)}; действует на {CertificateText.Date(asOf)}: {Figures.Text(c.InForce)}";

    private static string Terms(int inTerm, int late) => $"в срок: {Figures.Text(inTerm)}; с опозданием: {Figures.Text(late)}";
}
