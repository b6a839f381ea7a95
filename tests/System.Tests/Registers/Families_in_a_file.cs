using System.Text;
using MentorshipFlow.People;
using MentorshipFlow.Workflows.Registers;

namespace MentorshipFlow.System.Tests.Registers;

/// <summary>Parents and consents in a pupil's row, as schools write them.</summary>
public sealed class Families_in_a_file
{
    private static readonly DateOnly Today = new(2026, 11, 29);

    private static RegisterReading Read(string headings, string cells) => Files.Read(RegisterKind.Mentees,
        Encoding.UTF8.GetBytes($"ФИО ученика;Дата рождения;{headings}\nСоснова Туя;15.03.2009;{cells}\n"), Today);

    [Theory]
    [InlineData("ФИО родителя;Кем приходится;Телефон родителя", "Соснова Липа Вязовая;мать;8 900 000-00-02")]
    [InlineData("Родители", "Соснова Липа Вязовая (мать), 8 900 000-00-02")]
    [InlineData("Родители", "мама – Соснова Липа Вязовая, тел. 8 900 000-00-02")]
    [InlineData("Родители", "\"Мать: Соснова Липа Вязовая\n8 900 000-00-02\"")]
    [InlineData("Мать;Телефон матери", "Соснова Липа Вязовая;8 900 000-00-02")]
    [InlineData("Телефон родителя;Родитель", "8 900 000-00-02;Соснова Липа Вязовая")]
    [InlineData("Контактные данные для связи (данные представителя)", "Соснова Липа Вязовая (мать), 8 900 000-00-02")]
    [InlineData("Сведения о родителях", "Соснова Липа Вязовая, мама, ООО Ромашка, 8 900 000-00-02")]
    public void A_parent_is_named_in_many_ways(string headings, string cells)
    {
        var row = Read(headings, cells).Rows.Single();

        Assert.Equal([new RowParent("Соснова Липа Вязовая", RepresentativeKind.Parent, true, "8 900 000-00-02", null)], row.Parents);
        Assert.Contains("8 900 000-00-02", row.Representative + row.Phone, StringComparison.Ordinal);
    }

    [Fact]
    public void Two_parents_have_their_own_telephones()
    {
        foreach (var (headings, cells) in new[]
        {
            ("Мать;Отец;Телефон матери;Телефон отца", "Соснова Липа;Соснов Кедр;8 900 000-00-02;8 900 000-00-03"),
            ("Мать;Телефон;Отец;Телефон", "Соснова Липа;8 900 000-00-02;Соснов Кедр;8 900 000-00-03"),
        })
        {
            // The first telephone without an owner is the pupil's, and the pupil has one already.
            var row = Read($"Телефон;{headings}", $"8 900 000-00-01;{cells}").Rows.Single();
            Assert.Equal(["8 900 000-00-02", "8 900 000-00-03"], row.Parents.Select(p => p.Phone));
        }
    }

    [Theory]
    [InlineData("опекун", RepresentativeKind.Guardian), InlineData("попечитель", RepresentativeKind.Trustee)]
    [InlineData("усыновитель", RepresentativeKind.AdoptiveParent), InlineData("отец", RepresentativeKind.Parent)]
    [InlineData("бабушка", null), InlineData("старшая сестра", null)]
    public void A_relative_is_a_legal_representative_by_the_words_alone(string kinship, RepresentativeKind? kind) =>
        Assert.Equal((kind, true), Read("Представитель;Степень родства", $"Соснова Липа;{kinship}").Rows.Single().Parents
            .Select(p => (p.Kind, p.Said)).Single());

    [Theory]
    [InlineData("Родители", "Соснова Липа Вязовая; Соснов Кедр Дубовый", 1)]
    [InlineData("Родители", "\"Соснова Липа Вязовая, Соснов Кедр Дубовый\"", 2)]
    [InlineData("Мать;Отец", "Соснова Липа Вязовая;Дубов Кедр Ясенев", 2)]
    [InlineData("Родители", "работает посменно", 0)]
    [InlineData("Родители", "\"Соснова Липа Вязовая, Завод Кедр\"", 1)]
    [InlineData("Контактные данные для связи (данные представителя)", "ул. Сосновая Роща, 8 900 000-00-02", 0)]
    public void Nobody_becomes_a_parent_who_is_none(string headings, string cells, int parents) =>
        Assert.Equal(parents, Read(headings, cells).Rows.Single().Parents.Count);

    [Theory]
    [InlineData("да", true, null, null), InlineData("есть", true, null, null), InlineData("+", true, null, null)]
    [InlineData("нет", false, null, null), InlineData("не получено", false, null, null), InlineData("ожидается", false, null, null)]
    [InlineData("01.09.2026", true, "2026-09-01", null), InlineData("от 1 сентября 2026 г.", true, "2026-09-01", null)]
    [InlineData("получено 01.09.2026 № 14", true, "2026-09-01", "14"), InlineData("№ 45/2-р от 01.09.2026", true, "2026-09-01", "45/2-р")]
    public void A_consent_is_read_as_schools_write_it(string cell, bool received, string? on, string? paper)
    {
        var reading = Read("Согласие получено", cell);

        Assert.Empty(reading.Notices);
        Assert.Equal(new RowConsent(received, on is null ? null : DateOnly.Parse(on, null), null, paper), reading.Rows.Single().Consent);
    }

    [Theory]
    [InlineData("Согласие;Дата согласия;Реквизиты согласия;Согласие до", "да;01.09.2026;14-с;31.05.2027", "14-с", null)]
    [InlineData("Согласие;Дата согласия;Реквизиты согласия;Согласие до", "да;01.09.2026;№ 14-с;31.05.2027", "14-с", null)]
    [InlineData("Согласие;Реквизиты согласия;Согласие до", "да;№ 14-с от 01.09.2026;31.05.2027", "14-с", null)]
    [InlineData("Согласие;Дата согласия;Реквизиты согласия;Согласие до", "да;01.09.2026;папка Сосновой;31.05.2027", null,
        "consent-paper-words")]
    public void A_paper_has_a_number_and_no_name(string headings, string cells, string? paper, string? notice)
    {
        var reading = Read(headings, cells);

        Assert.Equal(notice is null ? [] : [notice], reading.Notices.Select(n => n.Code));
        Assert.Equal(new RowConsent(true, new(2026, 9, 1), new(2027, 5, 31), paper), reading.Rows.Single().Consent);
    }

    [Theory]
    [InlineData("да;в сентябре", "consent-date-invalid"), InlineData("да;01.09.2030", "consent-date-invalid")]
    [InlineData("лежит у психолога;", "consent-words")]
    public void Words_about_a_consent_are_kept(string cells, string notice)
    {
        var reading = Read("Согласие получено;Дата согласия", cells);

        Assert.Equal([notice], reading.Notices.Select(n => n.Code));
        Assert.Null(reading.Rows.Single().Consent?.On);
        Assert.NotNull(reading.Rows.Single().Other);
    }
}
