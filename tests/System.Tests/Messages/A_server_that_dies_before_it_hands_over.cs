using System.Globalization;
using MentorshipFlow.System.Tests.Api;
using MentorshipFlow.System.Tests.Drill;
using MentorshipFlow.System.Tests.Ledger;
using MentorshipFlow.System.Tests.Ops;
using static MentorshipFlow.System.Tests.Api.SchoolPeople;

namespace MentorshipFlow.System.Tests.Messages;

/// <summary>R2 for reorganisations: the server is killed between the decision and what follows from it, and while that runs.</summary>
[Trait("drill", "R2")]
public sealed class A_server_that_dies_before_it_hands_over
{
    private const int Programmes = 3;

    private const string Automatic = """
        select coalesce(string_agg(type || ' ' || number, ',' order by type), '')
        from (select type, count(*) number from ledger.entries where actor = 'system' and role = 'system'
            and type in ('programme_transferred', 'predecessor_taken', 'consent_requested') group by type) t
        """;

    private const string Doubled = """
        select count(*) from (select stream, type from ledger.entries where actor = 'system' and role = 'system'
            and type in ('programme_transferred', 'predecessor_taken', 'consent_requested') group by stream, type having count(*) > 1) t
        """;

    [Fact]
    public async Task Tells_every_programme_the_successor_and_the_participants_exactly_once()
    {
        var rounds = DrillSize.Of("R2", 1, 20);
        await using var site = await Site.LoadedAsync();
        var running = await RunningProgram.ServeAsync(site);
        try
        {
            for (var round = 0; round < rounds; round++)
            {
                using var http = new HttpClient { BaseAddress = running.Url };
                await Reorganised(http, running.Key("operator"));
                await Task.Delay(Random.Shared.Next(0, 800), LedgerTestBed.Stop);
                await running.KillNineAsync();
                await running.DisposeAsync();
                running = await RunningProgram.ServeAsync(site);
            }

            string Number(int each) => (each * rounds).ToString(CultureInfo.InvariantCulture);
            var wanted = $"consent_requested {Number(1)},predecessor_taken {Number(1)},programme_transferred {Number(Programmes)}";
            var watch = global::System.Diagnostics.Stopwatch.StartNew();
            while (await site.AskAsync(Automatic) != wanted && watch.Elapsed < Patience.AtMost)
                await Task.Delay(200, LedgerTestBed.Stop);

            Assert.Equal(wanted, await site.AskAsync(Automatic));
            Assert.Equal("0", await site.AskAsync(Doubled));
            DrillSize.Figure("R2", $"{rounds} kills between a reorganisation and what follows, {wanted}: each exactly once, the last ones ",
                $"{watch.Elapsed.TotalSeconds:0.0} s after the server was ready again");
        }
        finally
        {
            await running.DisposeAsync();
        }
    }

    // A school that joins another one, and whose participants are then asked for a consent to the successor's text.
    private static async Task Reorganised(HttpClient http, string operatorKey)
    {
        var (school, successor) = (await Api.School.Open(http, operatorKey), await Api.School.Open(http, operatorKey));
        var programme = await school.ActiveProgramme();
        for (var n = 1; n < Programmes; n++) await school.ActiveProgramme($"Программа {n}");
        var child = await school.Person(12);
        Deciding.Done(await school.Consent(child, [await school.Mother(child)], signedOn: Today.AddDays(-5)));
        Deciding.Done(await school.Post($"/api/programmes/{programme}/mentees", $$"""{"person":"{{child}}"}"""));

        Deciding.Done(await school.Post($"/api/organisations/{school.Id}/reorganisations", $$"""
            {"kind":"merger","successor":"{{successor.Id}}","ground":"Постановление","consentsUntil":"{{Day(Today)}}"}
            """, operatorKey));
        var key = Deciding.Done(await school.Post($"/api/organisations/{school.Id}/keys",
            $$"""{"roles":["head","curator"],"person":"{{successor.Grace}}"}""", successor.GraceKey)).Says("key");
        Deciding.Done(await school.Post("/api/consent-texts/defaults",
            $$"""{"operator":"Другая школа","operatorAddress":"Садовая улица, 2","effectiveOn":"{{Day(Today)}}"}""", key));
    }
}
