namespace MentorshipFlow.Certificates.Sections;

/// <summary>Content of section 17; absent when nobody has joined the programme.</summary>
internal sealed record PersonalDataContent(int Persons, IReadOnlyList<ConsentsContent> Consents, int Restricted, ErasuresContent Erasures);

/// <summary>Persons by their answer to one purpose.</summary>
/// <param name="Given">Consents that were ever given and not voided.</param>
/// <param name="InForce">On the as-of date.</param>
internal sealed record ConsentsContent(ConsentPurpose Purpose, int Given, int Refused, int Withdrawn, int InForce);

/// <summary>Cases of destruction by their state.</summary>
internal sealed record ErasuresContent(int Cases, int Open, int Refused, int InTerm, int Late, int PartlyInTerm, int PartlyLate);

/// <summary>
/// Section 17. Consents are counted in persons of this programme, mentees and mentors; destruction is counted in cases:
/// <code>
/// Участников: {count}
/// {purpose}: дали: {ever, not voided}; отказали: {number}; отозвали: {number}; действует на {as-of date}: {number}     for each purpose
/// Обработка ограничена: {number}
/// Дел об уничтожении данных: {cases}; на рассмотрении: {number}; отказано: {number}
/// Уничтожено полностью: в срок: {number}; с опозданием: {number}
/// Уничтожено частично: в срок: {number}; с опозданием: {number}
/// </code>
/// Refused and withdrawn are read from the last standing. A withdrawn consent also counts as given. A purpose without any answer has no
/// source. A case is open until it is refused, everything is destroyed, or the act on a partial destruction is filed.
/// </summary>
internal static class PersonalDataSection
{
    public static PersonalDataContent? Of(Chronicle chronicle, DateOnly asOf)
    {
        if (chronicle.Participants.Count == 0) return null;
        var known = chronicle.Participants.Select(p => p.Known).ToList();
        var standings = known.ConvertAll(k => k[^1]);
        return new(
            standings.Count,
            [.. Enum.GetValues<ConsentPurpose>().Select(p => new ConsentsContent(
                p, known.Count(k => Gave(k, p)), standings.Count(s => s.Refused.Contains(p)), standings.Count(s => s.Withdrawn.Contains(p)),
                standings.Count(s => chronicle.State.Participants.Consenting(s, p, asOf).Any())))],
            standings.Count(s => s.Restricted), Of([.. known.SelectMany(Cases)]));
    }

    public static void Write(CertificateText text, PersonalDataContent? content, DateOnly asOf)
    {
        text.Section(17);
        if (content is null)
        {
            text.Missing("Участников", "участников нет");
            return;
        }

        text.Line("Участников", content.Persons);
        foreach (var c in content.Consents) text.Line(Words.Of(c.Purpose), Answers(c, asOf), "ни согласия, ни отказа не записано");
        var e = content.Erasures;
        text.Line("Обработка ограничена", content.Restricted);
        text.Line("Дел об уничтожении данных",
            $"{Figures.Text(e.Cases)}; на рассмотрении: {Figures.Text(e.Open)}; отказано: {Figures.Text(e.Refused)}");
        text.Line("Уничтожено полностью", Terms(e.InTerm, e.Late));
        text.Line("Уничтожено частично", Terms(e.PartlyInTerm, e.PartlyLate));
    }

    // A consent counts as given when it is in force, or withdrawn, or ended because the person came of age. One that disappears at any
    // other time was voided.
    private static bool Gave(IReadOnlyList<PersonStatus> known, ConsentPurpose purpose)
    {
        var gave = false;
        for (var i = 0; i < known.Count; i++)
        {
            if (Speaks(known[i])) gave = true;
            else if (i > 0 && Speaks(known[i - 1]) && known[i - 1].Minor == known[i].Minor) gave = false;
        }

        return gave;

        bool Speaks(PersonStatus standing) => standing.Withdrawn.Contains(purpose) || standing.Consents.Any(c => c.Purpose == purpose);
    }

    // Every change to "open" opens a case, and the next change ends it.
    private static List<ErasureStatus> Cases(IReadOnlyList<PersonStatus> known)
    {
        var cases = new List<ErasureStatus>();
        var before = ErasureStatus.None;
        foreach (var now in known.Select(s => s.Erasure).Where(e => e != ErasureStatus.None))
        {
            if (now != before && before == ErasureStatus.Open) cases[^1] = now;
            else if (now != before) cases.Add(now);
            before = now;
        }

        return cases;
    }

    private static ErasuresContent Of(IReadOnlyList<ErasureStatus> cases)
    {
        return new(
            cases.Count, With(ErasureStatus.Open), With(ErasureStatus.Refused), With(ErasureStatus.ErasedInTerm),
            With(ErasureStatus.ErasedLate), With(ErasureStatus.PartlyErasedInTerm), With(ErasureStatus.PartlyErasedLate));

        int With(ErasureStatus outcome) => cases.Count(c => c == outcome);
    }

    private static string? Answers(ConsentsContent c, DateOnly asOf) => c.Given + c.Refused == 0 ? null
        : $"дали: {Figures.Text(c.Given)}; отказали: {Figures.Text(c.Refused)}; отозвали: {Figures.Text(c.Withdrawn)}; "
            + $"действует на {CertificateText.Date(asOf)}: {Figures.Text(c.InForce)}";

    private static string Terms(int inTerm, int late) => $"в срок: {Figures.Text(inTerm)}; с опозданием: {Figures.Text(late)}";
}
