using System.Globalization;
using System.Net;
using MentorshipFlow.Programmes;
using MentorshipFlow.Programmes.Participants;
using MentorshipFlow.Workflows.Engine;
using MentorshipFlow.Workflows.Programmes;
using MentorshipFlow.Workflows.Vault;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace MentorshipFlow.System.Tests.Api;

/// <summary>What a school does with its persons. Names are made up of numbers.</summary>
internal static class SchoolPeople
{
    private static int people;

    /// <summary>Today in the school's time zone.</summary>
    public static DateOnly Today =>
        DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(TimeProvider.System.GetUtcNow(),
            TimeZoneInfo.FindSystemTimeZoneById("Asia/Novokuznetsk")).DateTime);

    public static string Day(DateOnly on) => on.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>A name that nobody else has.</summary>
    public static string Name() => $"Участник номер {Interlocked.Increment(ref people)}";

    /// <summary>
    /// Somebody who was born so many years ago and some days later: with 0 days the birthday is today, with 1 it is tomorrow.
    /// </summary>
    public static async Task<Guid> Person(this School school, int years, int days = 0, string kind = "learner") =>
        Deciding.Done(await school.Post("/api/people",
            Body(Name(), Today.AddYears(-years).AddDays(days), kind))).Json["person"]!.GetValue<Guid>();

    public static string Body(string name, DateOnly born, string kind = "learner") =>
        $$"""{"fullName":"{{name}}","kinds":["{{kind}}"],"birthDate":"{{Day(born)}}"}""";

    /// <summary>A mother of the register, linked.</summary>
    public static async Task<Guid> Mother(this School school, Guid child)
    {
        var mother = await school.Person(40, kind: "parent");
        Deciding.Done(await school.Post($"/api/people/{child}/representatives", $$"""{"person":"{{mother}}","kind":"parent"}"""));
        return mother;
    }

    /// <summary>
    /// Publishes the shipped texts, unless they stand, and names the first one for a purpose. The papers of this school lie elsewhere.
    /// </summary>
    public static async Task<Guid> Text(this School school, string purpose = "participation")
    {
        var published = await school.Post("/api/consent-texts/defaults",
            """{"operator":"Школа","operatorAddress":"Адрес школы","effectiveOn":"2021-01-01"}""");
        if (published.Response.IsSuccessStatusCode) Deciding.Done(await school.Replace("/api/paper-policy", "/api/paper-policy",
            """{"paperPolicy":"keptElsewhere","reason":"Бумаги хранит кадровая служба."}""", school.GraceKey));
        return (await school.Get("/api/consent-texts")).Json["items"]!.AsArray().Where(t => t!["purpose"]!.GetValue<string>() == purpose)
            .MinBy(t => t!["version"]!.GetValue<int>())!["id"]!.GetValue<Guid>();
    }

    /// <param name="document">The paper's id in a register of documents.</param>
    public static async Task<Answer> Consent(this School school, Guid person, IEnumerable<Guid> signers, string purpose = "participation",
        DateOnly? signedOn = null, Guid? document = null)
    {
        var text = await school.Text(purpose);
        var on = signedOn ?? Today;
        return await school.Post($"/api/people/{person}/consents",
            $$"""
            {"purpose":"{{purpose}}","signers":[{{string.Join(',', signers.Select(s => $"\"{s}\""))}}],"text":"{{text}}",
            "validUntil":"{{Day(on.AddYears(1))}}","effectiveOn":"{{Day(on)}}"
            {{(document is { } paper ? $",\"document\":\"{paper}\"" : "")}}}
            """);
    }

    public static Guid GivenId(this Answer consent) =>
        consent.Json["events"]!.AsArray().First(e => e!["type"]!.GetValue<string>() == "consent_given")!["body"]!["id"]!.GetValue<Guid>();

    public static IEnumerable<string> Events(this Answer answer) =>
        Deciding.Done(answer).Json["events"]!.AsArray().Select(e => e!["type"]!.GetValue<string>());

    /// <summary>An application, decided on the programme's stream.</summary>
    public static async Task Apply(this School school, Installation installation, Guid programme, Guid person) =>
        Assert.IsType<Outcome<Programme>.Done>(await installation.Services.GetRequiredService<ProgrammeEngine>().Decide(
            programme, new MenteeCommand.ApplyAsMentee(person, null),
            new(school.Id, $"{Id.New()}", new string('a', 64), new(new Actor(school.Vera, null, Role.Curator), Today), false, []),
            TestContext.Current.CancellationToken));

    /// <summary>What a programme knows of a person.</summary>
    public static async Task<PersonStatus> Known(this School school, Installation installation, Guid programme, Guid person) =>
        (await installation.Services.GetRequiredService<ProgrammeEngine>()
            .Find(school.Id, programme, TestContext.Current.CancellationToken))!.State.Participants.Standings[person];

    /// <summary>Puts another birth date into the vault without a decision: as if the person had been as old as this all along.</summary>
    public static Task Rewrite(this Installation installation, School school, Guid person, DateOnly born) =>
        installation.Rewrite(school, person, new PersonDetails(Name(), born));

    public static async Task Rewrite(this Installation installation, School school, Guid person, PersonDetails details)
    {
        var draft = installation.Services.GetRequiredService<PersonVault>().Draft(school.Id);
        await draft.Replace(person, details, TestContext.Current.CancellationToken);
        await using var connection = await installation.Services.GetRequiredService<NpgsqlDataSource>()
            .OpenConnectionAsync(TestContext.Current.CancellationToken);
        await using var batch = new NpgsqlBatch(connection);
        foreach (var row in draft.Rows) batch.BatchCommands.Add(row());
        await batch.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>No, with this code and exactly these things missing.</summary>
    public static void Refused(this Answer answer, HttpStatusCode status, string code, params string[] missing) =>
        Assert.Equal((status, code, string.Join(',', missing)), (answer.Status, answer.Code,
            string.Join(',', (answer.Json["missing"]?.AsArray() ?? []).Select(m => m!["what"]!.GetValue<string>()))));
}
