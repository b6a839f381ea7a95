using MentorshipFlow.Definitions;
using MentorshipFlow.Domain.Tests.Certificates;
using MentorshipFlow.Domain.Tests.Definitions;
using MentorshipFlow.Organisations;
using MentorshipFlow.Programmes;
using MentorshipFlow.Programmes.Documents;
using MentorshipFlow.Programmes.Preparation;
using static MentorshipFlow.Domain.Tests.Certificates.History;
using static MentorshipFlow.Domain.Tests.Certificates.School49;

namespace MentorshipFlow.Domain.Tests.Years;

/// <summary>A form that an organisation enables, with its entry in the bank of programmes.</summary>
internal sealed record EnabledForm(string Code, string Variant, string Bank, string? Precondition = null);

/// <summary>An organisation and the beginning of its programme: everything that gate 1 needs but the baselines.</summary>
/// <param name="Year">The calendar year in which the school year begins.</param>
/// <param name="Plan">The road map.</param>
/// <param name="Contingent">Persons of each band.</param>
internal sealed record SchoolOf(
    string Name, string Title, OrganisationKind Kind, int Year, SecondApproverPolicy SecondApprover, IReadOnlyList<PlannedItem> Plan,
    IReadOnlyList<EnabledForm> Forms, IReadOnlyList<(string Band, int Count)> Contingent,
    IReadOnlyList<(string Code, string Kind, Contour Contour)> Partners)
{
    private static readonly (string Channel, string On, int? Attendance, string? Protocol)[] Outreach =
    [
        ("teachers-council", "09-10", 46, "council-protocol"), ("site", "09-13", null, null),
        ("parents-meeting", "09-15", 312, "parents-protocol"), ("learners-conference", "09-16", 120, "conference-protocol"),
        ("class-hours", "09-17", 540, null), ("class-hours", "09-18", null, null), ("external-audience", "09-20", 18, null),
    ];

    /// <summary>The road map of the model, each item in the months that the model gives it.</summary>
    public static IReadOnlyList<PlannedItem> PlanOf(int year) =>
    [
        .. TargetModel.Shipped.Stages.SelectMany(s => s.Items).Select(i => new PlannedItem(
            i.Code, null, null, null, null, Month(year, i.Months!.From), Month(year, i.Months.To).AddMonths(1).AddDays(-1),
            new("Куратор"), null, null)),
    ];

    /// <summary>From the draft to the end of September.</summary>
    public History Begun()
    {
        var school = new History(TargetModel.Shipped, Name, Name).On($"{Year}-08-20")
            .Do(Initiator, new CharterCommand.DraftProgramme(
                Id(Title), new(Title), Kind, TargetModel.Shipped.Reference, $"{Year}/{Year + 1}", new("Программа наставничества"),
                new("Раскрытие личности наставляемого"), SecondApprover))
            .Fact(new Fact.LegalBasisRegistered(Id("methodology"), LegalLevel.Federal, new("Распоряжение"), new("Р-145"),
                new("2019-12-25"), new("Об утверждении методологии (целевой модели) наставничества"), false))
            .On($"{Year}-09-01").Register("introduction-order", "introduction-order", "О внедрении целевой модели", "214")
            .Do(Head, new DocumentCommand.AttachFile(Id("introduction-order"), File("introduction-order")))
            .On($"{Year}-09-02").Register("curator-order", "curator-order", "О назначении куратора", "215")
            .Do(Head, new PreparationCommand.AppointCurator(
                Curator.Person!.Value, Id("curator-order"), Day($"{Year}-09-02"), null, Programmes.Cast.Present))
            .On($"{Year}-09-06").Register("mentoring-regulation", "mentoring-regulation", "Положение о наставничестве", "12")
            .On($"{Year}-09-08").Register("roadmap-order", "roadmap-order", "Об утверждении дорожной карты", "221")
            .Do(Curator, new PreparationCommand.ApproveRoadmap(Id("roadmap-order"), Plan))
            .Do(Curator, new PreparationCommand.CompleteItem("1.1.1", []), $"{Year}-08-26")
            .Do(Curator, new PreparationCommand.CompleteItem("1.1.2", []), $"{Year}-08-27");
        foreach (var (channel, on, attendance, protocol) in Outreach)
        {
            school.On($"{Year}-{on}");
            if (protocol is not null) school.Register(protocol, "protocol", "Протокол", "2");
            school.Fact(new Fact.OutreachHeld(Id($"outreach {channel} {on}"), channel, school.Today, null, attendance,
                protocol is null ? null : Id(protocol), null));
        }

        return Basis(school);
    }

    private History Basis(History school)
    {
        foreach (var (code, kind, contour) in Partners)
            school.Fact(new Fact.PartnerEngaged(Id(code), kind, contour, new($"Партнёр «{code}»")));
        foreach (var (band, count) in Contingent)
            school.Fact(new Fact.ContingentRecorded(Id($"contingent {band}"), school.Today, band, count, new("Списочный состав")));
        school.On($"{Year}-09-22").Register("needs-report", "needs-report", "Справка о запросах", "3")
            .Fact(new Fact.NeedsSurveyConcluded(Id("needs"), school.Today, 600, 480, Id("needs-report")))
            .On($"{Year}-09-24").Register("meeting-protocol", "protocol", "Протокол совещания", "4")
            .Fact(new Fact.AdministrativeMeetingHeld(Id("meeting"), school.Today, Id("meeting-protocol"), null))
            .Fact(new Fact.ResourceRegistered(Id("staff"), ResourceKind.Staff, Contour.Internal, new("Опытные педагоги")));
        foreach (var form in Forms)
        {
            school.Do(Curator, new PreparationCommand.EnableForm(form.Code, [form.Variant], [TandemKind.Pair, TandemKind.Group],
                form.Precondition is { } condition ? new InstitutionalText(condition) : null));
        }

        school.On($"{Year}-09-27");
        foreach (var form in Forms)
            school.Fact(new Fact.ProgrammeBankEntryAdded(Id($"bank {form.Code}"), form.Code, form.Variant, new(form.Bank)));
        return school.Do(Curator, new PreparationCommand.CompleteItem("1.4.3", []));
    }

    // Months count from September.
    private static DateOnly Month(int year, int number) => new DateOnly(year, 9, 1).AddMonths(number);
}
