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

/// <summary>Steps of a school with its persons. Names are built from numbers.</summary>
internal static class SchoolPeople
{
    private static int people;

    /// <summary>Today in the school's time zone.</summary>
    public static DateOnly Today =>
        DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(TimeProvider.System.GetUtcNow(),
            TimeZoneInfo.FindSystemTimeZoneById("Asia/Novokuznetsk")).DateTime);

    public static string Day(DateOnly on) => on.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>A unique name.</summary>
    public static string Name() => $"Жимолостнова номер {Interlocked.Increment(ref people)}";

    /// <summary>A person who turns this age in some days: with 0 days the birthday is today, with 1 tomorrow.</summary>
    public static async Task<Guid> Person(this School school, int years, int days = 0, string kind = "learner") =>
        Deciding.Done(await school.Post("/api/people",
            Body(Name(), Today.AddYears(-years).AddDays(days), kind))).Json["person"]!.GetValue<Guid>();

    public static string Body(string name, DateOnly born, string kind = "learner") =>
        $$"""{"fullName":"{{name}}","kinds":["{{kind}}"],"birthDate":"{{Day(born)}}"}""";

    /// <summary>A registered mother, linked to the child.</summary>
    public static async Task<Guid> Mother(this School school, Guid child)
    {
        var mother = await school.Person(40, kind: "parent");
        Deciding.Done(await school.Post($"/api/people/{child}/representatives", $$"""{"person":"{{mother}}","kind":"parent"}"""));
        return mother;
    }

    /// <summary>
    /// Publishes the shipped texts once, and returns the id of the first one for a purpose. This school keeps signed papers outside the
    /// program.
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

    /// <param name="document">The document's id in a programme's register.</param>
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

    /// <summary>Records an application on the programme's stream.</summary>
    public static async Task Apply(this School school, Installation installation, Guid programme, Guid person) =>
        Assert.IsType<Outcome<Programme>.Done>(await installation.Services.GetRequiredService<ProgrammeEngine>().Decide(
            programme, new MenteeCommand.ApplyAsMentee(person, null),
            new(school.Id, $"{Id.New()}", new string('a', 64), new(new Actor(school.Vera, null, Role.Curator), Today), false, []),
            TestContext.Current.CancellationToken));

    /// <summary>The standing that a programme knows of a person.</summary>
    public static async Task<PersonStatus> Known(this School school, Installation installation, Guid programme, Guid person) =>
        (await installation.Services.GetRequiredService<ProgrammeEngine>()
            .Find(school.Id, programme, TestContext.Current.CancellationToken))!.State.Participants.Standings[person];

    /// <summary>Changes a birth date in the vault without a decision: as if the person had always had this age.</summary>
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

    /// <summary>Asserts a refusal with this code and exactly these missing things.</summary>
    public static void Refused(this Answer answer, HttpStatusCode status, string code, params string[] missing) =>
        Assert.Equal((status, code, string.Join(',', missing)), (answer.Status, answer.Code,
            string.Join(',', (answer.Json["missing"]?.AsArray() ?? []).Select(m => m!["what"]!.GetValue<string>()))));
}
