export const rubrics = { title: "Rubrics" };
