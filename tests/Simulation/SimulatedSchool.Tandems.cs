namespace MentorshipFlow.Simulation;

/// <summary>The second half of the year: pairs and groups, their meetings, and the end.</summary>
public sealed partial class SimulatedSchool
{
    private readonly List<(string Id, string[] Mentees)> tandems = [];

    private async Task Match()
    {
        await Round(Pupils, mentees, mentors);
        await Round(Teachers, novices, masters);
        var order = await Document("groups-order", "Приказ о парах и группах", On(11, 2));
        var route = await Document("educational-route", "Индивидуальный образовательный маршрут", On(11, 2));
        await api.Post(curator, $"{programme}/tandems/approval", new { order }, On(11, 3));
        // Ids differ from run to run, so the order of the list does; the order of the mentees does not.
        List<string> all = [.. mentees.Concat(novices).Select(m => $"{m}")];
        tandems.AddRange((await api.Get(curator, $"{programme}/tandems?limit=100"))["items"]!.AsArray()
            .Select(t => ((string)t!["id"]!, t["mentees"]!.AsArray().Select(m => (string)m!).OrderBy(all.IndexOf).ToArray()))
            .OrderBy(t => all.IndexOf(t.Item2[0])));
        foreach (var (tandem, of) in tandems)
        {
            foreach (var mentee in of)
            {
                var teacher = novices.Exists(n => $"{n}" == mentee);
                await api.Post(curator, $"{programme}/tandems/{tandem}/plans", new
                {
                    mentee, goals = new[] { new { category = "studies", target = "Догнать класс." } },
                    programme = teacher ? route : null, route = teacher ? route : null,
                }, On(11, 3));
            }
        }

        Shape += $", {tandems.Count} pairs and groups";
        await Settle(5, order, On(11, 4));
        await Approve(5, On(11, 5));
    }

    private async Task Round(string form, List<Guid> young, List<Guid> old)
    {
        var round = $"{programme}/matching-rounds/" + (string)(await api.Post(curator, $"{programme}/matching-rounds", new { form },
            On(10, 28)))["events"]![0]!["body"]!["round"]!;
        await api.Post(curator, $"{round}/meetings",
            new { on = SchoolClient.Day(On(10, 28)), minutes = 60, present = young.Concat(old) }, On(10, 28));
        foreach (var person in young)
        {
            var ranked = old.OrderBy(_ => random.Next()).Take(3).ToList();
            await api.Post(curator, $"{round}/preferences", new { side = "mentees", person, ranked }, On(10, 29));
        }

        await api.Post(curator, $"{round}/preferences/closing", null, On(10, 29));
        var proposal = (string)(await api.Post(curator, $"{round}/proposal", null, On(10, 30)))["proposal"]!;
        await api.Post(curator, $"{round}/proposal/confirmation",
            new { proposal, grounds = new[] { "questionnairesCompared", "mutualWish" } }, On(10, 30));
        await api.Post(curator, $"{round}/closing", new { unmatched = Array.Empty<object>() }, On(10, 30));
    }

    private async Task Work()
    {
        foreach (var (n, (tandem, _)) in tandems.Index())
        {
            var path = $"{programme}/tandems/{tandem}";
            var first = On(11, 9).AddDays(n % 5);
            foreach (var (i, kind) in new[] { "organisational", "trial", "planning" }.Index()) await Meet(path, kind, first.AddDays(7 * i));
            await api.Replace(curator, path, $"{path}/timetable", new
            {
                weekday = (n % 5) + 1, minutes = 45, format = n % 3 == 0 ? "online" : "inPerson", from = SchoolClient.Day(On(12, 1)),
            }, On(12, 1));
        }

        foreach (var month in (int[])[12, 1, 2, 3, 4]) await Month(On(month, 1));
        foreach (var (tandem, _) in tandems)
        {
            await Meet($"{programme}/tandems/{tandem}", "final", On(5, 14));
            await api.Post(curator, $"{programme}/tandems/{tandem}/completion",
                new { outcome = random.Next(4) == 0 ? "partlyReached" : "reached" }, On(5, 15));
        }

        foreach (var purpose in (string[])["interim", "satisfaction"])
        {
            await Wave("mentee", "second", purpose, mentees, On(5, 16));
            await Wave("mentor", "second", purpose, mentors, On(5, 16));
        }

        await Settle(6, await Document("bases-register", "База", On(5, 18)), On(5, 18));
        await Approve(6, On(5, 20));
    }

    private async Task Meet(string tandem, string kind, DateOnly on) => await api.Post(curator, $"{tandem}/meetings",
        new { kind, on = SchoolClient.Day(on), minutes = 45, format = "inPerson" }, on);

    // The month as the timetables propose it; some meetings were cancelled, some groups were not complete.
    private async Task Month(DateOnly first)
    {
        var month = SchoolClient.Day(first)[..7];
        var proposed = (await api.Get(curator, $"{programme}/tandems/meetings/proposal?month={month}"))["meetings"]!.AsArray();
        List<object> exceptions = [];
        foreach (var meeting in proposed.OrderBy(m => (string)m!["on"]!).ThenBy(m => tandems.FindIndex(t => t.Id == (string)m!["tandem"]!)))
        {
            var (tandem, on, dice) = ((string)meeting!["tandem"]!, (string)meeting["on"]!, random.Next(20));
            var of = tandems.Single(t => t.Id == tandem).Mentees;
            if (dice == 0) exceptions.Add(new { tandem, on, cancelledBy = "mentor", reason = "illness" });
            else if (dice < 4 && of.Length > 1) exceptions.Add(new { tandem, on, absent = new[] { of[random.Next(of.Length)] } });
        }

        await api.Post(curator, $"{programme}/tandems/meetings/month", new { month, exceptions }, first.AddMonths(1).AddDays(-1));
    }

    private async Task Complete()
    {
        var on = SchoolClient.Day(On(5, 25));
        foreach (var (tandem, _) in tandems) await Fact($"tandems/{tandem}/reflections", new { }, On(5, 22));
        await Fact("indicators", new
        {
            measurements = mentees.Concat(novices).Select(person => new
            {
                code = "Q_SUPPORT", wave = "exit", value = Text(random.Next(6, 11)), source = "questionnaire", measuredOn = on, person,
            }),
        }, On(5, 25));
        foreach (var kind in (string[])["satisfaction", "quality", "influence"]) await Monitor(kind);
        await Recognise(on);
        foreach (var (what, person) in mentees.Concat(novices).Select(p => ("mentees", p)).Concat(
            mentors.Concat(masters).Select(p => ("mentors", p))))
        {
            await api.Replace(curator, $"{programme}/{what}/{person}", $"{programme}/{what}/{person}/result", new { result = "reached" },
                On(5, 26));
        }

        await Settle(7, await Document("bases-register", "База", On(5, 27)), On(5, 27));
        await api.Replace(curator, programme, $"{programme}/certificates",
            new { number = "1", date = SchoolClient.Day(On(5, 30)), signatoryPosition = "Директор" }, On(5, 30));
        await Approve(7, On(5, 31));
        await api.Replace(head, programme, $"{programme}/completion", null, On(5, 31));
        if ((string)(await api.Get(curator, $"{programme}/certificate"))["verdict"]! != "identical")
            throw new InvalidOperationException($"The certificate of {programme} is not what its history says.");
    }

    private async Task Monitor(string kind)
    {
        var monitoring = await Fact("monitorings", new { kind }, On(5, 25));
        if (kind == "quality")
        {
            foreach (var form in (string[])[Pupils, Teachers])
            {
                await Fact($"monitorings/{monitoring}/swot", new
                {
                    form, strengths = new[] { new { code = "wish-to-continue", share = Text(random.Next(60, 100)) } },
                }, On(5, 25));
            }

            await Fact($"monitorings/{monitoring}/curator-score", new { lines = Enumerable.Range(0, 9).Select(_ => random.Next(1, 3)) },
                On(5, 25));
        }

        var document = await Document("monitoring-report", "Отчёт по итогам мониторинга", On(5, 25));
        await api.Post(curator, $"{programme}/monitorings/{monitoring}/conclusion", new { document }, On(5, 25));
    }

    private async Task Recognise(string on)
    {
        var best = mentors[0];
        await Fact("recognition/encouragements", new
        {
            order = await Document("encouragement-order", "О поощрении", On(5, 25)), persons = mentors,
        }, On(5, 25));
        await Fact("recognition/letters", new { partner, document = await Document("letter", "Благодарственное письмо", On(5, 25)) },
            On(5, 25));
        var order = await Document("final-event-order", "Об итогах", On(5, 25));
        await Fact("recognition/final-event-orders", new { order }, On(5, 25));
        await Fact("recognition/final-events", new { on, attendance = random.Next(40, 200) }, On(5, 25));
        await Fact("recognition/competitions", new
        {
            nomination = "mentorOfTheYear", on, places = new[] { new { place = 1, persons = new[] { best } } },
        }, On(5, 25));
        await Fact("recognition/competitions", new
        {
            nomination = "bestPair", on, places = new[] { new { place = 1, persons = new[] { best, mentees[0] } } },
        }, On(5, 25));
        await Fact("recognition/publications", new { on, url = "https://school.example/mentoring", site = "own" }, On(5, 25));
    }
}
