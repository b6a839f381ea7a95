using System.Globalization;
using MentorshipFlow.Certificates;
using MentorshipFlow.Programmes;
using MentorshipFlow.Programmes.Documents;
using MentorshipFlow.Programmes.Preparation;
using static MentorshipFlow.Domain.Tests.Certificates.History;
using static MentorshipFlow.Domain.Tests.Certificates.School49;

namespace MentorshipFlow.Domain.Tests.Certificates;

public class A_certificate
{
    private static readonly string[] Missing =
    [
        "Правовые основания", "Приказ", "Положение", "Кураторы", "Формы", "Дорожная карта, версия", "Педагогический совет, проведено",
        "Выводы куратора", "Подписал",
    ];

    [Fact]
    public void Of_a_cancelled_programme_says_so()
    {
        var cancelled = Prepared().Register("end", "cancellation-order", "О прекращении", "300")
            .Do(Head, new CharterCommand.CancelProgramme(Id("end"), Secret("Школа закрыта")));
        var certificate = cancelled.Certificate(Parameters);
        Assert.Equal("Справка об итогах реализации мероприятий по внедрению ЦМН (досрочно)", certificate.Text.Split('\n')[1]);
        Assert.Equal("прекращена досрочно", certificate.Value("Состояние программы"));
        Assert.StartsWith("27.09.2021; приказ № 300 от 27.09.2021; причина: текст ", certificate.Value("Прекращение"),
            StringComparison.Ordinal);
        Assert.Equal("не утверждён", certificate.Value("Этап 7, утверждён"));
        Assert.Equal("идёт",
            cancelled.Do(Head, new CharterCommand.VoidClosing(Secret("Ошибка"))).Certificate(Parameters).Value("Состояние программы"));
    }

    [Fact]
    public void Of_a_suspended_programme_says_so_until_it_is_resumed()
    {
        var suspended = Prepared().Register("rest", "suspension-order", "О приостановлении", "301")
            .Do(Head, new CharterCommand.SuspendProgramme(Id("rest"), Secret("Карантин")));
        Assert.Equal("приостановлена", suspended.Certificate(Parameters).Value("Состояние программы"));
        Assert.Equal("идёт",
            suspended.Do(Head, new CharterCommand.ResumeProgramme(null)).Certificate(Parameters).Value("Состояние программы"));
    }

    [Fact]
    public void Of_a_bare_draft_names_what_is_missing_and_prints_no_zero_for_it()
    {
        var draft = CertificateOf([.. Drafted().Entries.Take(1)],
            Parameters with { Conclusions = null, Signatory = null, SignatoryPosition = null });
        Assert.Equal("черновик", draft.Value("Состояние программы"));
        Assert.All(Missing, label => Assert.StartsWith("нет исходных данных (", draft.Value(label), StringComparison.Ordinal));
    }

    /// <summary>Nine sections of nineteen have every line, one has half of them, and a year without pairs is not complete.</summary>
    [Fact]
    public void Counts_an_empty_section_as_lacking()
    {
        var certificate = Year().Certificate(Parameters);
        var shares = Enumerable.Range(1, 19).Select(n => Shares(certificate, n)).ToList();
        var percent = Math.Round(shares.Average(s => s.Lines == 0 ? 0m : 100m * s.Known / s.Lines), 1, MidpointRounding.AwayFromZero);
        Assert.Equal(
            $"{percent.ToString("0.0", CultureInfo.InvariantCulture).Replace('.', ',')} %; разделов с исходными данными: "
            + $"{shares.Count(s => s.Known > 0)} из 19; строк: {shares.Sum(s => s.Known)} из {shares.Sum(s => s.Lines)}",
            certificate.Value("Полнота в среднем по разделам"));
        Assert.InRange(percent, 1m, 60m);
        Assert.Equal(
            "6. База наставляемых; нет исходных данных",
            certificate.Elements("Полнота в среднем по разделам").Single(l => l.StartsWith("6. ", StringComparison.Ordinal)));
    }

    private static (int Lines, int Known) Shares(Certificate certificate, int section)
    {
        var lines = certificate.Text.Split("\n\n").Where(s => s.StartsWith($"{section}. ", StringComparison.Ordinal))
            .SelectMany(s => s.TrimEnd('\n').Split('\n')[1..]).Where(l => !l.StartsWith("- ", StringComparison.Ordinal)).ToList();
        return (lines.Count, lines.Count(l => !l.Contains(": нет исходных данных (", StringComparison.Ordinal)));
    }

    [Fact]
    public void Counts_no_fact_that_was_voided_and_the_one_that_took_its_place()
    {
        var outreach = new Fact.OutreachHeld(Id("wrong"), "class-hours", Day("2021-09-20"), null, 30, null, null);
        var corrected = Prepared().Fact(outreach)
            .Do(Curator,
                new PreparationCommand.CorrectFact(Id("wrong"), outreach with { Id = Id("right"), Attendance = null }, Secret("Описка")));
        Assert.Equal("540; без учёта посещаемости: 1", corrected.Certificate(Parameters).Value("Классные часы, посещаемость"));
        var voided = corrected.Do(Curator, new PreparationCommand.VoidFact(Id("right"), Secret("Не было")));
        Assert.Equal("540", voided.Certificate(Parameters).Value("Классные часы, посещаемость"));
    }

    [Fact]
    public void Gives_the_reason_of_a_channel_that_does_not_apply()
    {
        var only = Drafted().Fact(new Fact.OutreachNotApplicable(Id("none"), "learners-conference", Secret("Нет старших классов")))
            .Certificate(Parameters);
        Assert.Equal($"неприменимо; причина: {Text.Printed("Нет старших классов")}", only.Value("Ученическая конференция"));
    }

    [Fact]
    public void Names_what_happened_in_words()
    {
        var certificate = Year().Certificate(Parameters);
        Assert.All(
            certificate.Elements("Поздние записи, более 30 дней").Concat(certificate.Elements("Предупреждения")),
            element => Assert.DoesNotMatch("[a-z]{2,}[_-][a-z]{2,}", element));
        Assert.Contains("утверждение этапа (stage_approved); 6", certificate.Elements("Событий"));
    }

    [Fact]
    public void Shows_when_the_precondition_of_a_form_was_met()
    {
        var met = Prepared().Do(Curator, new PreparationCommand.MeetFormPrecondition("student-learner", null));
        Assert.EndsWith("выполнено 27.09.2021", met.Certificate(Parameters).Value("Форма student-learner"), StringComparison.Ordinal);
    }

    [Fact]
    public void Puts_the_school_s_own_task_in_the_model_s_place_or_at_the_end()
    {
        var own = Drafted().Fact(new Fact.ObjectiveSet(Id("2"), "Z1", new("Своя"), []))
            .Fact(new Fact.ObjectiveSet(Id("1"), "T1", new("По-своему"), []))
            .Certificate(Parameters).Elements("Задачи");
        Assert.Equal((11, "T1; По-своему; задана программой", "Z1; Своя; задана программой"), (own.Length, own[0], own[^1]));
    }

    [Fact]
    public void Ends_a_curator_s_term_on_the_day_of_the_next()
    {
        var two = Prepared().On("2022-01-10")
            .Do(Head, new PreparationCommand.AppointCurator(
                Id("teacher"), Id("curator-order"), Day("2022-01-11"), null, Programmes.Cast.Present));
        Assert.Equal(
            [$"{Id("deputy-head")}; с 02.09.2021 до 11.01.2022; приказ № 215 от 02.09.2021",
                $"{Id("teacher")}; с 11.01.2022; приказ № 215 от 02.09.2021"],
            two.Certificate(Parameters).Elements("Кураторы"));
        Assert.Single(two.Do(Head, new PreparationCommand.VoidCuratorAppointment(Secret("Ошибка"))).Certificate(Parameters)
            .Elements("Кураторы"));
    }

    [Fact]
    public void Keeps_apart_documents_that_are_present_withdrawn_and_never_registered()
    {
        var documents =
            Prepared().Register("stands", "stands", "Стенд", "9").Do(Head, new DocumentCommand.AnnulDocument(Id("stands"), Secret("Снят")))
            .Register("second", "mentoring-regulation", "Положение, новая редакция", "13")
            .Do(Head, new DocumentCommand.SupersedeDocument(Id("mentoring-regulation"), Id("second"), null)).Certificate(Parameters);
        Assert.Equal("отсутствует; заменено или отменено: 1", documents.Value("9. Наличие стендов"));
        Assert.Equal("есть: 1; заменено или отменено: 1",
            documents.Value("2. Положение о наставничестве (внедрении Целевой модели наставничества)"));
        Assert.Equal("отсутствует", documents.Value("11. Протокол методического семинара"));
    }

    [Fact]
    public void Lets_no_wording_make_a_line_of_its_own()
    {
        var title = new InstitutionalText("Программа\nСостояние программы: завершена \\n");
        var forged = Drafted().Do(Initiator, new CharterCommand.CorrectProgramme("2021/2022", title, new("Цель"), Secret("-")))
            .Certificate(Parameters);
        Assert.Equal(@"Программа\nСостояние программы: завершена \\n", forged.Value("Программа"));
        Assert.Equal("идёт", forged.Value("Состояние программы"));
    }

    [Fact]
    public void Refuses_a_history_with_a_gap_or_without_its_beginning()
    {
        var entries = Prepared().Entries;
        Assert.Throws<ArgumentException>(() => CertificateOf([.. entries.Take(5), .. entries.Skip(6)], Parameters));
        Assert.Throws<ArgumentException>(() => CertificateOf([.. entries.Skip(1)], Parameters));
        Assert.Throws<ArgumentException>(() => CertificateOf([], Parameters));
    }

    [Fact]
    public void Does_not_depend_on_the_order_in_which_facts_of_one_day_were_recorded()
    {
        Fact[] facts =
        [
            new Fact.LegalBasisRegistered(Id("a"), LegalLevel.Local, new("Приказ"), null, null, new("А"), false),
            new Fact.LegalBasisRegistered(Id("b"), LegalLevel.Local, new("Приказ"), null, null, new("Б"), false),
            new Fact.ObjectiveSet(Id("c"), "Z", new("В"), []), new Fact.ObjectiveSet(Id("d"), "Y", new("Г"), []),
            new Fact.OutreachNotApplicable(Id("e"), "site", Secret("Д")), new Fact.OutreachNotApplicable(Id("f"), "site", Secret("Е")),
        ];
        var there = facts.Aggregate(Drafted(), (h, fact) => h.Fact(fact)).Certificate(Parameters);
        var back = facts.Reverse().Aggregate(Drafted(), (h, fact) => h.Fact(fact)).Certificate(Parameters);
        Assert.Equal([], Text.Differences(there, back));
        Assert.Equal(Leafless(there.Text), Leafless(back.Text));

        static IEnumerable<string> Leafless(string text) =>
            text.Split('\n').Where(line => !line.StartsWith("Лист записи", StringComparison.Ordinal));
    }
}
