using System.Net;
using MentorshipFlow.System.Tests.Drill;
using static MentorshipFlow.System.Tests.Api.SchoolPeople;

namespace MentorshipFlow.System.Tests.Api;

public sealed class A_withdrawn_consent(Installation installation)
{
    [Fact]
    public async Task Restricts_the_person_in_every_programme_by_one_decision()
    {
        var school = await School.Open(installation);
        var child = await school.Person(12);
        var mother = await school.Mother(child);
        var consent = (await school.Consent(child, [mother])).GivenId();
        Guid[] programmes = [await school.ActiveProgramme("Первая"), await school.ActiveProgramme("Вторая")];
        foreach (var programme in programmes) await school.Apply(installation, programme, child);

        var withdrawn = await school.Post($"/api/people/{child}/consents/{consent}/withdrawal", Withdrawal(mother),
            idempotency: "withdrawal");

        Assert.Equal(["consent_withdrawn", "processing_restricted", "erasure_requested"], withdrawn.Events());
        foreach (var programme in programmes)
        {
            var known = await school.Known(installation, programme, child);
            Assert.Equal((true, false, withdrawn.Json["version"]!.GetValue<int>()),
                (known.Restricted, known.ConsentsTo(ConsentPurpose.Participation, Today), known.Version));
        }

        // One append: the positions are consecutive and have the same command.
        var auditor = await school.Key($$"""{"roles":["auditor"],"person":"{{Id.New()}}"}""");
        var from = withdrawn.Json["events"]![0]!["position"]!.GetValue<long>();
        var entries = (await school.Get("/api/audit/entries?limit=200", auditor)).Json["items"]!.AsArray()
            .Where(e => e!["commandId"]!.GetValue<string>() == "withdrawal").ToList();
        Assert.Equal([from, from + 1, from + 2, from + 3, from + 4], entries.Select(e => e!["position"]!.GetValue<long>()));
        Assert.Equal(["consent_withdrawn", "processing_restricted", "erasure_requested", "person_standing_recorded",
            "person_standing_recorded"], entries.Select(e => e!["type"]!.GetValue<string>()));
        var repeat = await school.Post($"/api/people/{child}/consents/{consent}/withdrawal", Withdrawal(mother), idempotency: "withdrawal");
        Assert.Equal((true, withdrawn.Json["events"]!.ToJsonString()),
            (repeat.Json["repeated"]!.GetValue<bool>(), repeat.Json["events"]!.ToJsonString()));
    }

    [Fact]
    public async Task Is_foreseen_by_a_dry_run_that_changes_nothing()
    {
        var school = await School.Open(installation);
        var child = await school.Person(12);
        var mother = await school.Mother(child);
        var consent = (await school.Consent(child, [mother])).GivenId();
        var programme = await school.ActiveProgramme();
        await school.Apply(installation, programme, child);

        var foreseen = await school.Post($"/api/people/{child}/consents/{consent}/withdrawal?dryRun=true", Withdrawal(mother));

        Assert.True(foreseen.Json["dryRun"]!.GetValue<bool>());
        Assert.True(foreseen.Json["standing"]!["restricted"]!.GetValue<bool>());
        Assert.False((await school.Known(installation, programme, child)).Restricted);
        Assert.False((await school.Get($"/api/people/{child}")).Json["standing"]!["restricted"]!.GetValue<bool>());
    }

    [Fact]
    public async Task Is_not_recorded_in_a_closed_programme_and_is_undone_in_the_others()
    {
        var school = await School.Open(installation);
        var teacher = await school.Person(30, kind: "teacher");
        var consent = (await school.Consent(teacher, [teacher])).GivenId();
        var (running, ended) = (await school.ActiveProgramme("Идёт"), await school.ActiveProgramme("Прекращена"));
        foreach (var programme in new[] { running, ended }) await school.Apply(installation, programme, teacher);
        var order = await school.Document(ended, "curator-order");
        Deciding.Done(await school.Change(ended, "cancellation", $$"""{"order":"{{order}}","reason":"Реорганизация."}"""));

        Deciding.Done(await school.Post($"/api/people/{teacher}/consents/{consent}/withdrawal", Withdrawal(teacher)));
        Assert.Equal((true, false), ((await school.Known(installation, running, teacher)).Restricted,
            (await school.Known(installation, ended, teacher)).Restricted));

        Assert.Equal(
            ["consent_withdrawal_voided", "processing_restriction_lifted", "erasure_request_voided"],
            (await school.Post($"/api/people/{teacher}/consents/{consent}/withdrawal/void", """{"reason":"Записано по ошибке."}"""))
                .Events());
        Assert.False((await school.Known(installation, running, teacher)).Restricted);
    }

    [Fact]
    public async Task Is_recorded_in_a_programme_by_the_decision_that_reopens_it()
    {
        var school = await School.Open(installation);
        var (teacher, other) = (await school.Person(30, kind: "teacher"), await school.Person(31, kind: "teacher"));
        var consent = (await school.Consent(teacher, [teacher])).GivenId();
        Deciding.Done(await school.Consent(other, [other]));
        // The cancellation opens no erasure case for a person who takes part elsewhere; a case would change the standing at some moment.
        var (running, programme) = (await school.ActiveProgramme("Идёт"), await school.ActiveProgramme());
        foreach (var person in new[] { teacher, other })
        {
            await school.Apply(installation, running, person);
            await school.Apply(installation, programme, person);
        }

        var order = await school.Document(programme, "curator-order");
        Deciding.Done(await school.Change(programme, "cancellation", $$"""{"order":"{{order}}","reason":"Реорганизация."}"""));
        var withdrawn = Deciding.Done(await school.Post($"/api/people/{teacher}/consents/{consent}/withdrawal", Withdrawal(teacher)));

        var reopened = await school.Change(programme, "closing/void", """{"reason":"Записано по ошибке."}""");

        Assert.Equal(["closing_voided", "person_standing_recorded"], reopened.Events());
        var known = await school.Known(installation, programme, teacher);
        Assert.Equal((true, withdrawn.Json["version"]!.GetValue<int>()), (known.Restricted, known.Version));
        Assert.False((await school.Known(installation, programme, other)).Restricted);
    }

    [Fact]
    public async Task Is_not_lost_when_a_programme_is_reopened_at_the_same_moment()
    {
        var school = await School.Open(installation);
        var teacher = await school.Person(30, kind: "teacher");
        Deciding.Done(await school.Consent(teacher, [teacher]));
        var programme = await school.ActiveProgramme();
        await school.Apply(installation, programme, teacher);
        var order = await school.Document(programme, "curator-order");

        for (var round = DrillSize.Full ? 300 : 8; round > 0; round--)
        {
            var consent = (await school.Consent(teacher, [teacher])).GivenId();
            Assert.False((await school.Known(installation, programme, teacher)).Restricted);
            Deciding.Done(await school.Change(programme, "cancellation", $$"""{"order":"{{order}}","reason":"Реорганизация."}"""));
            var both = await Task.WhenAll(
                school.Post($"/api/people/{teacher}/consents/{consent}/withdrawal", Withdrawal(teacher)),
                school.Change(programme, "closing/void", """{"reason":"Записано по ошибке."}"""));
            Assert.All(both, answer => Deciding.Done(answer));
            Assert.True((await school.Known(installation, programme, teacher)).Restricted);
        }
    }

    [Fact]
    public async Task Is_an_erasure_case_that_becomes_overdue()
    {
        var school = await School.Open(installation);
        var (teacher, mistaken) = (await school.Person(30, kind: "teacher"), await school.Person(31, kind: "teacher"));
        foreach (var person in new[] { teacher, mistaken })
        {
            var consent = (await school.Consent(person, [person])).GivenId();
            Deciding.Done(await school.Post($"/api/people/{person}/consents/{consent}/withdrawal", Withdrawal(person)));
            if (person == mistaken) Deciding.Done(await school.Post($"/api/people/{person}/consents/{consent}/withdrawal/void",
                """{"reason":"Записано по ошибке."}"""));
        }

        var listed = (await school.Get($"/api/erasures?asOf={Day(Today.AddDays(31))}")).Json;
        var found = Assert.Single(listed["items"]!.AsArray())!;
        Assert.Equal((teacher, "consentWithdrawn", Day(Today), Day(Today.AddDays(30))),
            (found["person"]!.GetValue<Guid>(), $"{found["ground"]}", $"{found["receivedOn"]}", $"{found["dueOn"]}"));
        Assert.Equal(("1", "1"), ($"{listed["open"]}", $"{listed["overdue"]}"));
        Assert.Equal("0", $"{(await school.Get($"/api/erasures?asOf={Day(Today.AddDays(30))}")).Json["overdue"]}");
        Assert.Equal("erasure-case-open",
            (await school.Post($"/api/people/{teacher}/erasures", """{"ground":"consentWithdrawn"}""", school.GraceKey)).Code);
    }

    [Fact]
    public async Task Is_not_lifted_by_the_curator()
    {
        var school = await School.Open(installation);
        var teacher = await school.Person(30, kind: "teacher");
        var consent = (await school.Consent(teacher, [teacher])).GivenId();
        Deciding.Done(await school.Post($"/api/people/{teacher}/consents/{consent}/withdrawal", Withdrawal(teacher)));

        Assert.Equal("role-required",
            (await school.Post($"/api/people/{teacher}/restriction/lift", """{"ground":"withdrawal","reason":"Иное основание."}""")).Code);
        Assert.Equal(["processing_restriction_lifted"], (await school.Post($"/api/people/{teacher}/restriction/lift",
            """{"ground":"withdrawal","reason":"Иное основание."}""", school.GraceKey)).Events());
        (await school.Post($"/api/people/{teacher}/consents/{consent}/withdrawal", Withdrawal(teacher)))
            .Refused(HttpStatusCode.Conflict, "consent-not-in-force", "consent-not-in-force");
    }

    private static string Withdrawal(Guid by) => $$"""{"receivedOn":"{{Day(Today)}}","by":"{{by}}"}""";
}
