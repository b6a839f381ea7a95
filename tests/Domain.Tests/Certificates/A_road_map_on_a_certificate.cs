using MentorshipFlow.Certificates;
using MentorshipFlow.Programmes.Preparation;
using static MentorshipFlow.Domain.Tests.Certificates.History;
using static MentorshipFlow.Domain.Tests.Certificates.School49;

namespace MentorshipFlow.Domain.Tests.Certificates;

public class A_road_map_on_a_certificate
{
    private static readonly string[] Stage3 = ["3.1.1", "3.1.2", "3.1.3", "3.2.1", "3.2.2"];

    [Fact]
    public void Has_no_source_before_it_is_approved()
    {
        var certificate = Drafted().Certificate(Parameters);
        Assert.Equal("нет исходных данных (дорожная карта не утверждена)", certificate.Value("Дорожная карта, версия"));
        Assert.DoesNotContain("запланировано", certificate.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Prints_a_dash_where_nothing_is_done()
    {
        var certificate = Prepared().Certificate(Parameters);
        Assert.Equal(["0", "0,0", "—", "—", "—"], Row(certificate, "Этап 5"));
    }

    [Fact]
    public void Prints_a_dash_where_everything_is_not_applicable()
    {
        var none =
            Stage3.Aggregate(Prepared(), (h, item) => h.Do(Curator, new PreparationCommand.MarkItemNotApplicable(item, Secret("Нет"))));
        Assert.Equal(["0", "—", "—", "—", "—"], Row(none.Certificate(Parameters), "Этап 3"));
    }

    // 3.1.1 on 31.10 is on time, 3.1.2 is 1 day late, 3.1.3 is 4, 3.2.1 is 10; 3.2.2 is open: 1 of 4 on time, median (1 + 4) / 2.
    [Fact]
    public void Counts_days_late_by_hand() =>
        Assert.Equal(["4", "80,0", "25,0", "2,5", "10"], Row(Late().Certificate(Parameters), "Этап 3"));

    [Fact]
    public void Counts_no_item_that_was_reopened() =>
        Assert.Equal(
            ["3", "60,0", "33,3", "1,0", "4"],
            Row(Late().Do(Curator, new PreparationCommand.ReopenItem("3.2.1", Secret("Ошибка"))).Certificate(Parameters), "Этап 3"));

    [Fact]
    public void Measures_against_the_new_date_and_counts_the_rescheduling()
    {
        var moved = Prepared().On("2021-10-20")
            .Do(Curator, new PreparationCommand.RescheduleItem("3.1.1", Day("2021-11-01"), Day("2021-11-30"), Secret("Каникулы")))
            .Done(("2021-11-29", "3.1.1", [])).Certificate(Parameters);
        Assert.Equal(["1", "20,0", "100,0", "0,0", "0"], Row(moved, "Этап 3"));
        Assert.Equal(("1", "1"), (moved.Value("Этап 3, переносов срока"), moved.Value("Всего, переносов срока")));
    }

    [Fact]
    public void Has_no_source_for_lateness_where_no_done_item_was_planned_to_a_day()
    {
        var undated = Prepared().Do(Curator, new PreparationCommand.RescheduleItem("5.1.1", null, null, Secret("По готовности")))
            .Done(("2021-11-29", "5.1.1", [])).Certificate(Parameters);
        Assert.Equal("нет исходных данных (у выполненных пунктов не указан срок)", undated.Value("Этап 5, в срок, %"));
    }

    [Fact]
    public void Lists_what_is_overdue_on_the_as_of_date_and_not_a_day_earlier()
    {
        Assert.Equal([], Of("2021-10-31").Elements("Просроченные пункты"));
        Assert.Matches(@"^3\.2\.2 «Формирование базы .*»; этап 3; срок 31\.10\.2021; дней: 1$",
            Of("2021-11-01").Elements("Просроченные пункты")[^1]);

        static Certificate Of(string asOf) => Late().Certificate(Parameters with { AsOf = Day(asOf) });
    }

    private static History Late() => Prepared()
        .Done(("2021-10-31", "3.1.1", []), ("2021-11-01", "3.1.2", []), ("2021-11-04", "3.1.3", []), ("2021-11-10", "3.2.1", []))
        .Done(("2021-11-10", "2.1.1 2.1.2 2.1.3 2.1.4 2.1.5 2.1.6 2.2.1 2.2.2 4.1.1 4.1.2 4.2.1 4.2.2 4.2.4", []))
        .Done(("2021-11-10", "4.2.3", ["training-plan"]));

    private static string[] Row(Certificate certificate, string name) =>
    [
        certificate.Value($"{name}, выполнено"), certificate.Value($"{name}, выполнено, %"), certificate.Value($"{name}, в срок, %"),
        certificate.Value($"{name}, опоздание, медиана, дней"), certificate.Value($"{name}, опоздание, наибольшее, дней"),
    ];
}
