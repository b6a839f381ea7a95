using MentorshipFlow.Certificates;
using static MentorshipFlow.Domain.Tests.Certificates.School49;

namespace MentorshipFlow.Domain.Tests.Certificates;

/// <summary>Sections 8 and 9, counted by hand from the history of everybody.</summary>
public class Tandems_on_a_certificate
{
    private static readonly Certificate Certificate = Everybody.Year().Certificate(Parameters);

    [Fact]
    public void Have_no_source_before_the_first_is_formed()
    {
        var certificate = Prepared().Certificate(Parameters);

        Assert.Equal("нет исходных данных (пар и групп нет)", certificate.Section(8).Value("Утверждено приказом"));
        Assert.Equal("нет исходных данных (пар и групп нет)", certificate.Section(9).Value("Встреч"));
    }

    // Of the orders: the pair, the group and the broken pair. The pair that waits has no order, and one was voided.
    [Fact]
    public void Count_pairs_and_groups_that_an_order_approved()
    {
        var section = Certificate.Section(8);

        Assert.Equal("3", section.Value("Утверждено приказом"));
        Assert.Contains("\n- ученик – ученик; пары; утверждено: 2; завершено: 1; расторгнуто: 1; замен наставника: 0\n"
            + "- ученик – ученик; группы; утверждено: 1; завершено: 0; расторгнуто: 0; замен наставника: 1\n", section,
            StringComparison.Ordinal);
        Assert.Equal("1; доля: 33,3 %", section.Value("Завершено"));
        Assert.Equal("1; доля: 100,0 %", section.Value("Цель достигнута"));
        Assert.Equal("1", section.Value("Расторгнуто"));
        Assert.Contains("\n- не подошли друг другу; по инициативе: наставляемый; 1\n", section, StringComparison.Ordinal);
        Assert.Equal("1", section.Value("Замен наставника"));
        Assert.Equal("3,0", section.Value("Средний размер группы"));
        // Five memberships of four mentors: the group had two.
        Assert.Equal("1,3", section.Value("Нагрузка наставника"));
        Assert.Equal("1", section.Value("Вступили после утверждения этапа 5"));
    }

    [Fact]
    public void Cover_some_of_the_mentees_of_the_base() =>
        Assert.StartsWith("5; доля: ", Certificate.Section(8).Value("Охвачено наставляемых"), StringComparison.Ordinal);

    // The pair works from November to May without February and March; the group not in January either; the broken one in November and
    // December.
    [Fact]
    public void Meet_as_recorded_without_what_was_voided()
    {
        var section = Certificate.Section(9);

        Assert.Equal("7", section.Value("Встреч"));
        Assert.Contains("\n- организационные; 2\n- пробные рабочие; 1\n- планирование; 1\n- регулярные; 1\n- заключительные; 1\n"
            + "- индивидуальные консультации в группах; 1\n", section, StringComparison.Ordinal);
        Assert.Equal("1; доля: 33,3 %", section.Value("Полный цикл встреч"));
        Assert.Equal("5,3", section.Value("Часов"));
        Assert.Equal("7 из 8; доля: 87,5 %", section.Value("Посещаемость"));
        Assert.Equal("1", section.Value("Отменено встреч"));
        Assert.Equal("0,1", section.Value("Регулярных встреч на пару или группу в месяц"));
    }
}
