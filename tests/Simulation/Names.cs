namespace MentorshipFlow.Simulation;

/// <summary>Names of plants; nobody is called so.</summary>
internal static class Names
{
    private static readonly string[] Family =
    [
        "Ольхова", "Вязова", "Ракитова", "Кедрова", "Осинова", "Лаврова", "Берёзкина", "Пихтова", "Черёмухина", "Можжевелова",
        "Шиповникова", "Орехова", "Барбарисова", "Облепихина", "Тутова", "Самшитова", "Акациева", "Каштанова", "Липкина", "Жасминова",
    ];

    private static readonly string[] Given =
    [
        "Роза", "Туя", "Калина", "Ива", "Сирень", "Мята", "Рута", "Айва", "Лилия", "Пальма", "Малина", "Ромашка", "Гвоздика", "Астра",
        "Фиалка", "Мальва", "Вишня", "Герань", "Хризантема", "Камелия",
    ];

    public static string Next(Random random) =>
        $"{Family[random.Next(Family.Length)]} {Given[random.Next(Given.Length)]} номер {random.Next(1, 10_000)}";
}
